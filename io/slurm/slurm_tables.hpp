#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace nightwatt {

enum class SlurmPhase { Waits, Runs, Over };

/// What a job that runs holds of a node.
struct SlurmShare {
    std::string node;
    bool whole = false;  ///< all of the node; else the amounts
    std::int64_t cpus = 0;
    std::int64_t memory_mib = 0;
    std::int64_t gpus = 0;
};

/// A job of the queue, as Slurm says it; one row for every element of an array.
struct SlurmJobRow {
    std::string id;  ///< "17", "17_3"
    std::string user;
    std::string name;
    SlurmPhase phase = SlurmPhase::Waits;
    bool on_hold = false;
    std::vector<std::string> partitions;  ///< any of them
    std::string qos;
    std::string comment;
    std::string features;
    std::vector<std::string> gpu_types;  ///< labels its node must have: "gpu:a100"
    std::string dependency;
    std::vector<std::string> required_nodes;
    std::vector<std::string> excluded_nodes;
    std::string beyond;  ///< what it asks for that no plan can promise, as in "with licences"
    bool whole_node = false;
    std::int64_t array = 0;         ///< 0: none
    std::int64_t most_at_once = 0;  ///< elements of the array that may run together; 0: all
    std::int64_t node_count = 1;
    std::int64_t priority = 0;
    std::int64_t eligible_s = 0;  ///< Unix times
    std::int64_t start_s = 0;
    std::int64_t ends_s = 0;      ///< by when its limit ends a job that runs; 0: nobody knows
    std::int64_t deadline_s = 0;  ///< 0: none
    std::int64_t limit_s = 0;     ///< time limit; 0: none
    std::int64_t cpus = 0;        ///< what it asks for
    std::int64_t memory_mib = 0;
    std::int64_t gpus = 0;
    std::int64_t disk_mib = 0;      ///< TmpDisk that its node must have
    std::vector<SlurmShare> holds;  ///< where it runs
};

struct SlurmNodeRow {
    std::string name;
    std::int64_t cpus = 0;
    std::int64_t memory_mib = 0;
    std::int64_t gpus = 0;
    std::int64_t disk_mib = 0;
    bool usable = true;               ///< neither down nor drained
    bool reserved = false;            ///< just now, or under maintenance
    std::vector<std::string> labels;  ///< features, types of gres ("gpu:a100", "a100")
    std::vector<std::string> partitions;
};

/// Jobs of `squeue --json`, of Slurm 22.05 and of later ones, which wrap numbers and states.
/// `path` is for messages. Throws InputError.
[[nodiscard]] std::vector<SlurmJobRow> parse_slurm_queue(const std::string& text,
                                                         const std::string& path);

/// Nodes of `sinfo --json` (22.05: node by node; later: in groups), `scontrol show nodes --json`,
/// or `scontrol show node` as text.
[[nodiscard]] std::vector<SlurmNodeRow> parse_slurm_nodes(const std::string& text,
                                                          const std::string& path);

/// Amounts in "cpu=2,mem=100M,gres/gpu=1"; "gres/gpu:a100=1" counts where gres/gpu does not stand.
struct SlurmTres {
    std::int64_t cpus = 0;
    std::int64_t memory_mib = 0;
    std::int64_t gpus = 0;
};
[[nodiscard]] SlurmTres parse_slurm_tres(std::string_view text);

/// "0-3,7", "1-9:2%4": the numbers; empty where the text is malformed or names more than a million.
[[nodiscard]] std::vector<std::int64_t> parse_slurm_ranges(std::string_view text);

}  // namespace nightwatt
