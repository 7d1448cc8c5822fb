#pragma once

#include <cstdint>

#include "instance/instance.hpp"
#include "instance/plan.hpp"
#include "problem/problem.hpp"

namespace nightwatt {

/// What a random instance contains beside tasks and servers.
struct RandomShape {
    std::uint32_t tasks = 40;
    std::uint32_t servers = 5;
    std::uint32_t slots = 24;
    std::uint32_t resources = 2;  ///< 1: plain machines
    bool negative_prices = false;
    bool coupled = false;            ///< renewable power, caps, peak, heat
    bool batteries = false;          ///< at both sites
    bool transfers = false;          ///< data to move between the sites
    bool explicit_runtimes = false;  ///< one class per server, one level
    bool loads_only = false;         ///< makespan alone
    bool assignment = false;  ///< with loads_only: tasks cost, servers close, makespan is free
    bool pinned = false;      ///< pins by field, windows that close early, an energy cap
};

/// A sound instance from a seed: two sites, classes with frequency levels, gaps worth sleeping in.
[[nodiscard]] Instance random_instance(std::uint64_t seed, const RandomShape& shape = {});

/// Random genes (server, position, level, hold_ms) that the problem allows.
[[nodiscard]] Plan random_genes(const Problem& problem, std::uint64_t seed);

}  // namespace nightwatt
