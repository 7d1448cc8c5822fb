#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "io/slurm/slurm_export.hpp"

namespace nightwatt {

/// Like tasks: what sbatch is told is the same for all of them, and their rows are less than an
/// array's size apart.
struct TaskArray {
    std::size_t first_row = 0;         ///< array index = row - first_row
    std::size_t number = 0;            ///< among the arrays of the same first row
    std::vector<std::string> options;  ///< of sbatch, one a line
    std::string step;                  ///< options of srun; empty: tasks run without it
    std::vector<std::size_t> rows;     ///< ascending
};

/// Throws UsageError or InputError with every problem.
[[nodiscard]] std::vector<TaskArray> task_arrays(const Instance& instance, const Plan& plan,
                                                 const SlurmExport& settings);

/// "array-R-N.sbatch"
[[nodiscard]] std::string script_name(const TaskArray& array);
[[nodiscard]] std::string script_text(const TaskArray& array, const Instance& instance,
                                      const Plan& plan, const SlurmExport& settings);

}  // namespace nightwatt
