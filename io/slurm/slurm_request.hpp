#pragma once

#include <nlohmann/json_fwd.hpp>

#include "io/slurm/slurm_tables.hpp"

namespace nightwatt {

/// Reads what a job of `squeue --json` asks for: cpus, memory, GPUs, nodes it may use; and what no
/// plan can promise it (licences, reservations, other gres), into `beyond`.
void read_slurm_request(const nlohmann::json& job, SlurmJobRow& row);

/// What a job that runs holds on each of its nodes. One node: what Slurm allocated in all, which is
/// more than what was asked for where the node is its own. Several nodes: cores and memory of each,
/// where Slurm lists them; else, and of GPUs always, the whole node.
[[nodiscard]] std::vector<SlurmShare> slurm_shares(const nlohmann::json& job,
                                                   const SlurmJobRow& row);

}  // namespace nightwatt
