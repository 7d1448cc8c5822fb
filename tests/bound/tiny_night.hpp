#pragma once

#include <cstdint>
#include <random>

#include "instance/instance.hpp"
#include "instance/published_plan.hpp"
#include "problem/problem.hpp"

namespace nightwatt {

/// What a tiny night contains beside one to three tasks and servers; see tiny_night().
struct TinyShape {
    bool negative = false;   ///< prices below 0 as well
    bool resources = false;  ///< two resources, so that tasks run beside each other
    bool windows = false;    ///< of servers; pins
    bool transfers = false;  ///< two sites, data to move between them
    bool renewable = false;
    bool caps = false;  ///< hard, soft, and of the energy
    bool peak = false;
    bool heat = false;
    bool makespan = false;
    bool published = false;  ///< a change penalty
    bool batteries = false;  ///< at every site
};

/// Whole numbers from mt19937_64, whose bits the standard fixes.
class TinyDice {
  public:
    explicit TinyDice(std::uint64_t seed) : bits_(seed) {}
    int between(int low, int high) {
        return low + static_cast<int>(bits_() % static_cast<std::uint64_t>(high - low + 1));
    }
    bool chance(int percent) { return between(1, 100) <= percent; }

  private:
    std::mt19937_64 bits_;
};

/// A night of a few hours, small enough to try its plans: waking and sleeping that pay, deadlines,
/// frequency levels, and what the shape asks for.
[[nodiscard]] Instance tiny_night(std::uint64_t seed, const TinyShape& shape);

/// A plan to stay close to, where the shape asks for one.
[[nodiscard]] PublishedPlan tiny_published(const Instance& instance, std::uint64_t seed,
                                           const TinyShape& shape);

/// Least cost of the plans tried: every server, level and order of the tasks, every start that may
/// begin or end at a slot's boundary, wake there, or end at the deadline; where those are too many,
/// a descent from several plans. Batteries do what is cheapest for each plan. So it is the cost of
/// some plan, mostly of the best one. INT64_MAX: no feasible plan was found.
[[nodiscard]] std::int64_t least_tiny_cost_nano(const Problem& problem, std::uint64_t seed);

}  // namespace nightwatt
