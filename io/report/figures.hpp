#pragma once

#include <string>

#include "instance/account.hpp"
#include "instance/instance.hpp"

namespace nightwatt {

/// Figures that follow from an account. NaN where a divisor is zero.

/// Energy at the meters per IT energy.
[[nodiscard]] double mean_pue(const Totals& totals);
/// Units of work per kWh at the meters.
[[nodiscard]] double work_per_kwh(const Totals& totals);
/// Energy that came in, renewable and from the grid, in kWh: what the meters say and batteries
/// took, less what they offered and was needed. At least the renewable energy: rounding, and
/// baselines in files of before that do not say what was needed.
[[nodiscard]] double came_in_kwh(const Totals& totals);
/// Renewable share of the energy that came in.
[[nodiscard]] double renewable_share(const Totals& totals);
/// Share of the cost that a better plan could save at most: (cost - lower bound) / |cost|; NaN
/// without a bound.
[[nodiscard]] double optimality_gap(double cost, double lower_bound);
/// Whether the last task ends after the horizon, rounding aside: energy, carbon and what they cost
/// are those of the horizon alone, so such plans look better than they are.
[[nodiscard]] bool ends_after_horizon(const Instance& instance, const Totals& totals);
/// The plan in the benchmark's own units; NaN where the instance is not a benchmark.
[[nodiscard]] double benchmark_value(const Benchmark& benchmark, const Totals& totals);
/// The currency's name, fit for the head of a column.
[[nodiscard]] std::string currency_of(const Instance& instance);

}  // namespace nightwatt
