#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "instance/plan.hpp"

namespace nightwatt {

/// Names that the jobs of a plan have in Slurm: "nw-HASH-ZERO-R-N", with half of the plan's hash,
/// the Unix time of its time 0, the first row of an array and the array's number among those of
/// the same first row. A plan's hash knows no date: without ZERO a batch that comes again every
/// night would give the same names every night.
class JobNames {
  public:
    JobNames(const Plan& plan, std::int64_t time_zero_s);

    /// "nw-HASH-ZERO"
    [[nodiscard]] const std::string& night() const { return night_; }
    [[nodiscard]] std::string name(std::size_t first_row, std::size_t number) const;

    /// Row of the plan that an array element of a job is; nothing: the job is none of this night's.
    [[nodiscard]] std::optional<std::size_t> row(const std::string& name, std::int64_t index) const;

    /// Time 0 of a job of the same plan, on this night or another; nothing: of another plan.
    [[nodiscard]] std::optional<std::int64_t> time_zero_s(const std::string& name) const;

  private:
    std::size_t rows_;
    std::string plan_;  ///< "nw-HASH-"
    std::string night_;
};

/// Whether this is a night() of any plan: what reserve.sh names its reservation.
[[nodiscard]] bool is_night_of_jobs(std::string_view name);

}  // namespace nightwatt
