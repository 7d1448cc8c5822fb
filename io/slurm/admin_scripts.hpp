#pragma once

#include <vector>

#include "io/slurm/slurm_export.hpp"

namespace nightwatt {

/// Scripts for an administrator, who may do more than a user: sleep.sh powers nodes down where the
/// plan lets them sleep and up again in time; reserve.sh keeps the plan's nodes free for the users
/// of its jobs.
[[nodiscard]] std::vector<SlurmFile> admin_scripts(const Instance& instance, const Plan& plan,
                                                   const SlurmExport& settings);

}  // namespace nightwatt
