#pragma once

#include <cstdint>

#include "instance/instance.hpp"

namespace nightwatt {

/// One way in which a forecast night may turn out: the series of an instance plus errors that fit
/// its /spreads. For each site and quantity, slot by slot,
///
///     error[t] = spread[t] / 1.645 * z[t],    z[t] = rho * z[t-1] + sqrt(1 - rho^2) * v[t]
///
/// with v of the standard normal distribution (the sum of twelve uniform numbers less 6), so that
/// 90 % of the errors lie within the spread. rho = 1 / (1 + 0.11 slot_h): neighbouring hours err
/// alike, with a correlation of 0.9. Quantities that cannot be negative stop at 0. Random numbers
/// come from Philox by address, and only + - * / sqrt follow: the same bits on every machine.
[[nodiscard]] SeriesTable scenario_series(const Instance& instance, std::int64_t seed,
                                          std::uint32_t scenario);

/// By what each task's runtime turns out longer than it was planned, in one scenario: drawn from
/// /runtime_spreads, straight between its five shares and constant beyond them; 1 where the table
/// has no rows.
[[nodiscard]] std::vector<double> scenario_runtime_factors(const Instance& instance,
                                                           std::int64_t seed,
                                                           std::uint32_t scenario);

}  // namespace nightwatt
