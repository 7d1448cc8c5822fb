#pragma once

#include <string>
#include <vector>

#include "config/import_parameters.hpp"
#include "io/slurm/slurm_tables.hpp"

namespace nightwatt {

/// When a job of the queue is due and what an hour late costs.
struct SlurmDeadline {
    double deadline_s = 0;  ///< since the night began; NaN: none
    double weight_per_h = 0;
    std::string unread;  ///< word of its comment that says a deadline or price, but not readably
};

/// The rules of slurm.deadlines. A job's own word (its comment, Slurm's deadline) goes before them;
/// one that cannot be read is as if it were not there, and told.
class SlurmDeadlines {
  public:
    /// `start_s`: Unix time at which the night begins; weights may stand in `currency`. Throws
    /// UsageError with every malformed rule.
    SlurmDeadlines(const SlurmParameters& parameters, const std::string& currency,
                   std::int64_t start_s);

    [[nodiscard]] SlurmDeadline of(const SlurmJobRow& job) const;

  private:
    struct Rule {
        std::string field;  ///< "qos", "partition", "*"
        std::string value;
        SlurmDeadline deadline;
    };
    [[nodiscard]] SlurmDeadline rule_for(const SlurmJobRow& job) const;

    std::vector<Rule> rules_;
    double own_weight_per_h_;
    std::int64_t start_s_;
};

}  // namespace nightwatt
