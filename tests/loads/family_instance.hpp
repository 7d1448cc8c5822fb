#pragma once

#include <cstdint>

#include "instance/instance.hpp"
#include "problem/problem.hpp"

namespace nightwatt {

/// What a random instance of the family that only loads decide contains.
struct FamilyShape {
    std::uint32_t tasks = 20;
    std::uint32_t servers = 4;
    bool energy = false;   ///< tasks draw power, at levels of their own
    bool idle = false;     ///< servers draw idle power, and waking costs time and energy
    bool windows = false;  ///< servers close early: capacities
    bool makespan = true;
    bool levels = true;  ///< every other server has two, where tasks draw power
};

[[nodiscard]] Instance family_instance(std::uint64_t seed, const FamilyShape& shape);

/// All shapes that tests go through.
inline constexpr FamilyShape family_shapes[] = {
    {},
    {.tasks = 1, .servers = 1},
    {.tasks = 5, .servers = 9},
    {.energy = true},
    {.energy = true, .windows = true, .makespan = false},
    {.energy = true, .windows = true, .makespan = false, .levels = false},
    {.energy = true, .idle = true, .windows = true},
    {.tasks = 60, .servers = 7, .energy = true, .idle = true, .makespan = false},
};

/// Least cost of all feasible plans, by trying them all; INT64_MAX: there is none.
[[nodiscard]] std::int64_t least_cost_nano(const Problem& problem);

}  // namespace nightwatt
