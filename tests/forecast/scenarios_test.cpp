#include "forecast/scenarios.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "forecast/site_quantity.hpp"

namespace nightwatt {
namespace {

/// Two sites of 24 hours: prices of 0.2 +- 0.05, no carbon +- 10, the rest known.
Instance uncertain() {
    Instance instance;
    instance.slot_s = 3600;
    instance.horizon_s = 24 * 3600;
    instance.sites.id = {"a", "b"};
    for (std::size_t row = 0; row < 48; ++row) instance.series.site.push_back(row < 24 ? 0 : 1);
    for (const SiteQuantity& quantity : site_quantities()) {
        (instance.series.*(quantity.values)).assign(48, 0.0);
        (instance.spreads.*(quantity.spread)).assign(48, 0.0);
    }
    instance.series.price_per_kwh.assign(48, 0.2);
    instance.spreads.price_per_kwh_spread.assign(48, 0.05);
    instance.spreads.carbon_g_per_kwh_spread.assign(48, 10.0);
    return instance;
}

TEST(Scenarios, NinetyPercentLieWithinTheSpread) {
    const Instance instance = uncertain();
    int inside = 0;
    double sum = 0;
    for (std::uint32_t s = 0; s < 500; ++s) {
        for (const double price : scenario_series(instance, 1, s).price_per_kwh) {
            inside += std::abs(price - 0.2) <= 0.05 ? 1 : 0;
            sum += price;
        }
    }
    EXPECT_NEAR(inside / 24000.0, 0.9, 0.01);
    EXPECT_NEAR(sum / 24000, 0.2, 0.003);
}

TEST(Scenarios, NeighbouringHoursErrAlikeAndSitesDoNot) {
    const Instance instance = uncertain();
    double hours = 0;
    double sites = 0;
    double squares = 0;
    for (std::uint32_t s = 0; s < 2000; ++s) {
        const std::vector<double> prices = scenario_series(instance, 1, s).price_per_kwh;
        hours += (prices[10] - 0.2) * (prices[11] - 0.2);
        sites += (prices[10] - 0.2) * (prices[34] - 0.2);
        squares += (prices[10] - 0.2) * (prices[10] - 0.2);
    }
    EXPECT_NEAR(hours / squares, 0.9, 0.05);
    EXPECT_NEAR(sites / squares, 0, 0.07);
}

TEST(Scenarios, AreAddressedBySeedAndNumberAndKeepTheirRange) {
    const Instance instance = uncertain();
    const SeriesTable one = scenario_series(instance, 1, 3);
    EXPECT_EQ(one.price_per_kwh, scenario_series(instance, 1, 3).price_per_kwh);
    EXPECT_NE(one.price_per_kwh, scenario_series(instance, 1, 4).price_per_kwh);
    EXPECT_NE(one.price_per_kwh, scenario_series(instance, 2, 3).price_per_kwh);
    EXPECT_EQ(one.temperature_c, instance.series.temperature_c);  // known
    for (const double carbon : one.carbon_g_per_kwh) EXPECT_GE(carbon, 0);
    Instance known = instance;
    known.spreads = {};
    EXPECT_EQ(scenario_series(known, 1, 3).price_per_kwh, instance.series.price_per_kwh);
}

TEST(Scenarios, RuntimesFollowTheSharesOfTheirSpread) {
    Instance instance;
    for (int task = 0; task < 4000; ++task) {
        instance.tasks.id.push_back(std::to_string(task));
        double factor = 0.2;
        for (std::vector<double>* column :
             {&instance.runtime_spreads.factor_05, &instance.runtime_spreads.factor_25,
              &instance.runtime_spreads.factor_50, &instance.runtime_spreads.factor_75,
              &instance.runtime_spreads.factor_95}) {
            column->push_back(factor);
            factor *= 2;
        }
    }
    const std::vector<double> factors = scenario_runtime_factors(instance, 1, 3);
    EXPECT_EQ(factors, scenario_runtime_factors(instance, 1, 3));
    EXPECT_NE(factors, scenario_runtime_factors(instance, 1, 4));
    const auto below = [&](double limit) {
        return static_cast<double>(std::count_if(factors.begin(), factors.end(),
                                                 [&](double f) { return f <= limit; })) /
               4000;
    };
    EXPECT_NEAR(below(0.2), 0.05, 0.02);
    EXPECT_NEAR(below(0.4), 0.25, 0.02);
    EXPECT_NEAR(below(0.8), 0.5, 0.02);
    EXPECT_NEAR(below(1.6), 0.75, 0.02);
    EXPECT_EQ(below(3.2), 1);
    instance.runtime_spreads = {};
    EXPECT_EQ(scenario_runtime_factors(instance, 1, 3), std::vector<double>(4000, 1.0));
}

}  // namespace
}  // namespace nightwatt
