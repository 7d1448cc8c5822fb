#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "instance/instance.hpp"
#include "io/plan_file.hpp"
#include "io/slurm/sacct_table.hpp"

namespace nightwatt {

/// What became of a planned task.
enum class Outcome { AsPlanned, Early, Late, Longer, Elsewhere, Running, Failed, Missing };

struct ReconciledTask {
    std::size_t row = 0;
    std::int64_t runs = 0;           ///< jobs that completed it; more than 1: it was done twice
    std::int64_t start_error_s = 0;  ///< actual less planned; 0 where it never ran
    std::int64_t run_s = 0;          ///< actual; 0 where it has not ended
    double energy_j = 0;             ///< 0: unknown
    std::string node;
    std::string state;
    Outcome outcome = Outcome::Missing;
    std::string why;  ///< in words; empty: as planned
};

/// Planned against actual, of some tasks together.
struct ReconciledSum {
    std::string name;
    std::int64_t tasks = 0;
    std::int64_t ran = 0;
    double mean_start_error_s = 0;
    double runtime_factor = 0;  ///< actual runtimes / planned ones; 0: none ran
    double energy_factor = 0;   ///< measured energy / planned energy of the tasks; 0: not measured
};

struct Reconciliation {
    std::vector<ReconciledTask> tasks;   ///< in order of the plan's rows
    std::vector<ReconciledSum> classes;  ///< by class of the planned server: for the next night
    std::vector<ReconciledSum> servers;
    std::vector<ReconciledSum> sites;
    ReconciledSum all;
    std::int64_t largest_start_error_s = 0;
    std::int64_t overtakings =
        0;  ///< tasks that started before one planned earlier on their server
    std::int64_t twice = 0;
    /// Time 0 of jobs of the same plan; where none of the night in question are in the file.
    std::optional<std::int64_t> other_night_s;
};

/// Starts within `tolerance_s` of the plan are as planned, and so are runtimes up to that much
/// longer. `time_zero_s`: Unix time of the plan's time 0. A job that ran then already counts from
/// its planned start.
[[nodiscard]] Reconciliation reconcile(const Instance& instance, const PlanRecord& record,
                                       const std::vector<SacctRow>& jobs, std::int64_t time_zero_s,
                                       std::int64_t tolerance_s);

[[nodiscard]] std::string reconciliation_text(const Reconciliation& result,
                                              const Instance& instance);
/// One line a task; what was not measured is left empty.
[[nodiscard]] std::string reconciliation_csv(const Reconciliation& result, const Instance& instance,
                                             const PlanRecord& record, std::int64_t time_zero_s);

}  // namespace nightwatt
