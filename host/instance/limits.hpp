#pragma once

#include <string>
#include <vector>

#include "instance/instance.hpp"

namespace nightwatt {

/// Tasks that break a hard cap by themselves, wherever and whenever they run: their own power and
/// their server's idle power, less all that the site's battery can give. The first `most` of them.
[[nodiscard]] std::vector<std::size_t> above_hard_caps(const Instance& instance, std::size_t most);

/// Energy at the meters that no plan stays below: of every task where it needs least, with its
/// share of the server's idle power.
[[nodiscard]] double least_energy_kwh(const Instance& instance);

/// Caps, charges, heat and renewable power by site, the energy cap and the weight of the makespan,
/// as `nightwatt validate` prints them, and what of it leaves no plan; empty where there is none.
[[nodiscard]] std::string limits_text(const Instance& instance);

}  // namespace nightwatt
