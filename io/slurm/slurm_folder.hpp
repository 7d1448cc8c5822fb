#pragma once

#include <string>
#include <vector>

#include "io/slurm/slurm_export.hpp"

namespace nightwatt {

/// Writes the files of a plan to a folder, which is made if there is none. Scripts of an earlier
/// export there are removed: none of them may be taken for the new plan's. Throws UsageError where
/// the earlier plan was submitted, at least in part, and OutputError.
void write_slurm_folder(const std::string& folder, const std::vector<SlurmFile>& files);

}  // namespace nightwatt
