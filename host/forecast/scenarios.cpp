#include "forecast/scenarios.hpp"

#include <algorithm>
#include <cmath>

#include "forecast/site_quantity.hpp"
#include "kernels/random.hpp"

namespace nightwatt {

namespace {

/// Scenarios are no part of the search: their addresses lie apart from its purposes.
constexpr Purpose scenario_purpose{1000};
constexpr Purpose runtime_purpose{1001};
constexpr double deviations_of_spread = 1.645;  // 90 % of a normal distribution lie within

/// About standard normal: the sum of twelve uniform numbers in [0, 1), less 6.
double normal(std::int64_t seed, std::uint32_t scenario, std::uint32_t quantity,
              std::uint32_t row) {
    std::int64_t sum = 0;
    for (std::uint32_t part = 0; part < 3; ++part) {
        const Draw random = draw(static_cast<std::uint64_t>(seed), scenario_purpose, scenario,
                                 3 * quantity + part, row);
        for (const std::uint32_t word : random.word) sum += word;
    }
    constexpr double words = 4294967296.0;
    return static_cast<double>(sum) / words - 6.0;
}

}  // namespace

SeriesTable scenario_series(const Instance& instance, std::int64_t seed, std::uint32_t scenario) {
    SeriesTable series = instance.series;
    const std::size_t slots = instance.slots();
    const double rho = 1 / (1 + 0.11 * instance.slot_s / 3600);
    const double fresh = std::sqrt(1 - rho * rho);
    std::uint32_t number = 0;
    for (const SiteQuantity& quantity : site_quantities()) {
        std::vector<double>& values = series.*(quantity.values);
        const std::vector<double>& spreads = instance.spreads.*(quantity.spread);
        double z = 0;
        for (std::size_t row = 0; row < spreads.size(); ++row) {
            const double v = normal(seed, scenario, number, static_cast<std::uint32_t>(row));
            z = row % slots == 0 ? v : rho * z + fresh * v;
            values[row] += spreads[row] / deviations_of_spread * z;
            if (!quantity.may_be_negative) values[row] = std::max(values[row], 0.0);
        }
        ++number;
    }
    return series;
}

std::vector<double> scenario_runtime_factors(const Instance& instance, std::int64_t seed,
                                             std::uint32_t scenario) {
    std::vector<double> factors(instance.tasks.size(), 1.0);
    const RuntimeSpreadTable& spreads = instance.runtime_spreads;
    constexpr double shares[] = {0.05, 0.25, 0.5, 0.75, 0.95};
    for (std::uint32_t task = 0; task < spreads.size(); ++task) {
        const Draw random =
            draw(static_cast<std::uint64_t>(seed), runtime_purpose, scenario, 0, task);
        const double share = static_cast<double>(random.word[0]) / 4294967296.0;
        const double at[] = {spreads.factor_05[task], spreads.factor_25[task],
                             spreads.factor_50[task], spreads.factor_75[task],
                             spreads.factor_95[task]};
        double factor = share < shares[0] ? at[0] : at[4];
        for (std::size_t k = 0; k < 4; ++k) {
            if (share < shares[k] || share >= shares[k + 1]) continue;
            factor =
                at[k] + (at[k + 1] - at[k]) * (share - shares[k]) / (shares[k + 1] - shares[k]);
        }
        factors[task] = factor;
    }
    return factors;
}

}  // namespace nightwatt
