#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "config/import_parameters.hpp"
#include "instance/instance.hpp"
#include "io/slurm/slurm_reservations.hpp"
#include "io/slurm/slurm_tables.hpp"

namespace nightwatt {

/// The first [[class]] that names one of a node's features, types of gres or partitions in
/// `models`, or "node", which all have. Throws UsageError where none does.
[[nodiscard]] const ClassParameters& slurm_class_of(const SlurmNodeRow& node,
                                                    const ImportParameters& parameters);

/// A cluster's queue as a night. Resources are cpu, memory_mib and gpu; a node belongs to its
/// slurm_class_of().
///
/// Jobs that wait for one node become tasks of the id that Slurm knows them by, of the classes that
/// SlurmPlaces gives them; runtime = time limit * slurm.runtime_share. What the model has no words
/// for (several nodes, dependencies, licences, jobs that are held) and what fits no node in the
/// night, beside what runs, is left out and counted in the notes.
///
/// Jobs that run become tasks too, whatever they are, pinned to where they are (slurm_holds()):
/// what they hold is given to nobody else. A node that is left out takes the jobs that run there
/// along.
///
/// A node is used in the longest part of the night in which nobody else has reserved it. Where
/// `reservations` are not known, nodes that their state calls reserved are left out.
///
/// Time 0 is [night] start, or where that is not set `now_s`, or else the latest submission in the
/// queue, on the next full minute. Throws UsageError or InputError, each with every problem.
[[nodiscard]] Instance import_slurm(
    const std::vector<SlurmJobRow>& jobs, const std::vector<SlurmNodeRow>& nodes,
    const std::optional<std::vector<SlurmReservation>>& reservations,
    const ImportParameters& parameters, std::optional<std::int64_t> now_s);

}  // namespace nightwatt
