#pragma once

#include <cstdint>

#include "kernels/hash_mix.hpp"
#include "kernels/host_device.hpp"
#include "kernels/score.hpp"

namespace nightwatt {

/// One plan of a population, as the operators see it. start_ms and position are both results (what
/// the evaluation found) and genes: a server runs its tasks in order of (start_ms, position, task).
/// With the position a plan that is only copied keeps its sequences, whatever starts at the same
/// time.
struct PlanView {
    std::uint32_t* server;    ///< [task]
    std::uint8_t* level;      ///< [task]
    std::int64_t* hold_ms;    ///< [task]
    std::int64_t* start_ms;   ///< [task]
    std::uint32_t* position;  ///< [task]: place in the server's sequence
};

/// A population: plans x tasks arrays, plan after plan. Non-owning. 25 bytes a task and plan.
struct PopulationView {
    std::uint32_t* server;
    std::uint8_t* level;
    std::int64_t* hold_ms;
    std::int64_t* start_ms;
    std::uint32_t* position;
    Score* score;         ///< [plan]
    std::uint64_t* hash;  ///< [plan]: of servers, starts and levels
    std::uint32_t plan_count;
    std::uint32_t task_count;

    [[nodiscard]] HOST_DEVICE PlanView plan(std::uint32_t p) const {
        const std::uint64_t at = std::uint64_t{p} * task_count;
        return {server + at, level + at, hold_ms + at, start_ms + at, position + at};
    }
};

/// What a plan adds to the hash of a population: its place, genes and score.
HOST_DEVICE inline std::uint64_t place_hash(std::uint32_t place, std::uint64_t genes_hash,
                                            const Score& score) {
    return mix_bits(mix_bits(genes_hash ^ place) ^ static_cast<std::uint64_t>(score.cost_nano) ^
                    mix_bits(static_cast<std::uint64_t>(score.violation)));
}

}  // namespace nightwatt
