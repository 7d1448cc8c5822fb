#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "config/import_parameters.hpp"
#include "instance/instance.hpp"
#include "io/slurm/slurm_tables.hpp"

namespace nightwatt {

/// The first [[class]] that names one of a node's features, types of gres or partitions in
/// `models`, or "node", which all have. Throws UsageError where none does.
[[nodiscard]] const ClassParameters& slurm_class_of(const SlurmNodeRow& node,
                                                    const ImportParameters& parameters);

/// A cluster's queue as a night. Jobs that wait on one node become tasks of the id that Slurm knows
/// them by; jobs that run become tasks pinned to their node, for the time their limit leaves. What
/// the model has no words for (several nodes, dependencies, jobs that are held) is left out and
/// counted in the notes. Resources are cpu, memory_mib and gpu.
///
/// A node belongs to its slurm_class_of(). A job may use the classes all of whose nodes
/// its partition and features allow. Runtime = time limit * slurm.runtime_share.
///
/// Time 0 is [night] start, or where that is not set `now_s`, or else the latest submission in the
/// queue, on the next full minute. Throws UsageError or InputError, each with every problem.
[[nodiscard]] Instance import_slurm(const std::vector<SlurmJobRow>& jobs,
                                    const std::vector<SlurmNodeRow>& nodes,
                                    const ImportParameters& parameters,
                                    std::optional<std::int64_t> now_s);

}  // namespace nightwatt
