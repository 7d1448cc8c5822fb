#include "io/report/figures.hpp"

#include <algorithm>
#include <cmath>

#include "instance/columns.hpp"
#include "instance/in_quotes.hpp"

namespace nightwatt {

namespace {

double ratio(double above, double below) {
    return below > 0 ? above / below : none;
}

}  // namespace

double mean_pue(const Totals& totals) {
    return ratio(totals.energy_kwh, totals.it_energy_kwh);
}

double work_per_kwh(const Totals& totals) {
    return ratio(totals.work, totals.energy_kwh);
}

double came_in_kwh(const Totals& totals) {
    const double given_kwh = totals.battery_discharge_kwh - totals.battery_unneeded_kwh;
    return std::max(totals.energy_kwh + totals.battery_charge_kwh - given_kwh,
                    totals.renewable_kwh);
}

double renewable_share(const Totals& totals) {
    return ratio(totals.renewable_kwh, came_in_kwh(totals));
}

double optimality_gap(double cost, double lower_bound) {
    if (cost == lower_bound) return 0;
    return ratio(cost - lower_bound, std::abs(cost));
}

bool ends_after_horizon(const Instance& instance, const Totals& totals) {
    constexpr double rounding_s = 1e-3;
    return totals.makespan_s > instance.horizon_s + rounding_s;
}

double benchmark_value(const Benchmark& benchmark, const Totals& totals) {
    if (benchmark.name.empty()) return none;
    return (benchmark.objective == "makespan" ? totals.makespan_s : totals.cost) * benchmark.scale;
}

std::string currency_of(const Instance& instance) {
    constexpr std::size_t most_bytes = 5;
    return printable(instance.currency, most_bytes);
}

}  // namespace nightwatt
