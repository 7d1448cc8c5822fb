#pragma once

#include <cstdint>
#include <vector>

#include "referee/case.hpp"

namespace nightwatt::referee {

/// What IT energy is spent on.
enum class Use : std::uint8_t { Dynamic, Idle, Sleep, Wake };
inline constexpr std::size_t uses = 4;

/// A constant power from one moment to another.
struct Draw {
    std::int32_t site = 0;
    Use use = Use::Dynamic;
    double from_ms = 0;
    double to_ms = 0;
    double power_w = 0;
    double rounding_w = 0;  ///< how far the planner's whole mW lie from power_w
};

/// An amount of energy at one moment: a server wakes.
struct Pulse {
    std::int32_t site = 0;
    double moment_ms = 0;
    double energy_j = 0;
    double rounding_j = 0;          ///< how far the planner's whole uJ lie from energy_j
    double moment_rounding_ms = 0;  ///< how far the planner's moment may lie from moment_ms
};

struct Draws {
    std::vector<Draw> draws;
    std::vector<Pulse> pulses;
};

/// Everything that the plan's servers draw: tasks, idling, the sleeps that were matched with a gap,
/// and the wakings before first starts and at the end of sleeps.
[[nodiscard]] Draws collect_draws(const Case& the_case);

/// The waking that lets a server work from `ready_ms` on.
[[nodiscard]] Pulse wake_pulse(const Case& the_case, std::size_t server, double ready_ms);

/// Money by which a pulse's cost may differ because rounding may move it over a slot boundary.
[[nodiscard]] double wake_moment_doubt(const Case& the_case, std::int32_t site, const Pulse& pulse);

}  // namespace nightwatt::referee
