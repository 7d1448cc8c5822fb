#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "instance/instance.hpp"

namespace nightwatt {

/// The classic machine environment, as an instance: every server is a class of its own with one
/// resource "machine" of capacity 1, which every task needs whole; one site, one slot as long as
/// the horizon, price 0, no power. The horizon is the longest load (longest_load()), but not above
/// `longest_horizon_ms`. Tasks are t0, t1, ..., servers m0, m1, ...; `runtime_ms` is task-major:
/// [task * servers + server].
[[nodiscard]] Instance machine_instance(std::size_t tasks, std::size_t servers,
                                        const std::vector<std::int64_t>& runtime_ms,
                                        double longest_horizon_ms);

/// All tasks on the server on which they take longest: by then every assignment in any order ends.
[[nodiscard]] double longest_load(std::size_t tasks, std::size_t servers,
                                  const std::vector<double>& runtime);

/// Sets the horizon and the one slot that covers it.
void set_horizon_ms(Instance& instance, std::int64_t horizon_ms);

}  // namespace nightwatt
