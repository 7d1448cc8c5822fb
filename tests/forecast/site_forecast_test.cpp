#include "forecast/site_forecast.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "errors.hpp"
#include "forecast/site_quantity.hpp"
#include "tests/forecast/sample_series.hpp"

namespace nightwatt {
namespace {

using testing::wave;

constexpr double hour_s = 3600;
constexpr double night_s = 1200 * hour_s;

/// One site, a night of 24 hours in slots of a quarter of an hour.
Instance quarter_hours() {
    Instance instance;
    instance.slot_s = 900;
    instance.horizon_s = 24 * hour_s;
    instance.sites.id = {"here"};
    const std::size_t slots = 96;
    instance.series.site.assign(slots, 0);
    for (const SiteQuantity& quantity : site_quantities()) {
        (instance.series.*(quantity.values)).assign(slots, 7.0);
    }
    return instance;
}

HistorySeries measured(const std::string& quantity, std::size_t steps, double roughness = 0.5) {
    return {"site", "here", quantity, "", 0, hour_s, wave(steps, 1, roughness)};
}

class SiteForecastTest : public ::testing::Test {
  protected:
    SiteForecast run(std::vector<HistorySeries> series) {
        History history;
        history.series = std::move(series);
        return forecast_sites(*backend_, quarter_hours(), history, night_s, parameters_);
    }

    std::unique_ptr<RidgeBackend> backend_ = create_openblas_ridge(2);
    ForecastParameters parameters_;
};

TEST_F(SiteForecastTest, FillsTheNightAndLeavesWhatItKnowsNothingOf) {
    const SiteForecast forecast = run({measured("price_per_kwh", 1200)});
    ASSERT_EQ(forecast.series.size(), 1u);
    EXPECT_EQ(forecast.series[0].method, "ridge");
    EXPECT_EQ(forecast.series[0].steps, 24u);
    EXPECT_GT(forecast.series[0].skill_to_persistence, 0.5);
    EXPECT_EQ(forecast.kept.size(), 4u);
    const std::vector<double> truth = wave(1224, 1, 0);
    const SeriesTable& series = forecast.instance.series;
    for (std::size_t slot = 0; slot < 96; ++slot) {
        EXPECT_NEAR(series.price_per_kwh[slot], truth[1200 + slot / 4], 0.5) << slot;
        EXPECT_EQ(series.price_per_kwh[slot], series.price_per_kwh[slot / 4 * 4]);
        EXPECT_EQ(series.carbon_g_per_kwh[slot], 7);
        EXPECT_GT(forecast.instance.spreads.price_per_kwh_spread[slot], 0.1);
        EXPECT_EQ(forecast.instance.spreads.carbon_g_per_kwh_spread[slot], 0);
    }
}

TEST_F(SiteForecastTest, WhatComesAfterTheNightHasBegunIsNotSeen) {
    HistorySeries longer = measured("price_per_kwh", 1300);
    for (std::size_t t = 1200; t < 1300; ++t) longer.values[t] = 1e3;
    EXPECT_EQ(run({longer}).instance.series.price_per_kwh,
              run({measured("price_per_kwh", 1200)}).instance.series.price_per_kwh);
}

TEST_F(SiteForecastTest, HistoryThatEndsBeforeTheNightLooksFurtherAhead) {
    HistorySeries early = measured("price_per_kwh", 1200);
    early.values[1199] = early.values[1198] = std::nan("");
    const SiteForecast forecast = run({early});
    EXPECT_EQ(forecast.series[0].steps, 26u);
    EXPECT_NEAR(forecast.instance.series.price_per_kwh[0], wave(1201, 1, 0)[1200], 0.5);
    EXPECT_TRUE(run({measured("price_per_kwh", 1000)}).series.empty());  // 8 days before
}

TEST_F(SiteForecastTest, StoredValuesAreRoundedAndInRange) {
    HistorySeries carbon = measured("carbon_g_per_kwh", 1200);
    for (double& value : carbon.values) value -= 11;  // often below 0
    const SiteForecast forecast = run({carbon, measured("price_per_kwh", 1200)});
    bool at_zero = false;
    for (const SiteQuantity& quantity : site_quantities()) {
        for (const double value : forecast.instance.series.*(quantity.values)) {
            EXPECT_EQ(value, stored_value(quantity, value));
            at_zero |= value == 0;
            EXPECT_TRUE(quantity.may_be_negative || value >= 0);
        }
    }
    EXPECT_TRUE(at_zero);
}

TEST_F(SiteForecastTest, ThreadsDoNotChangeWhatIsStored) {
    const auto two = run({measured("temperature_c", 1200)});
    backend_ = create_openblas_ridge(1);
    const auto one = run({measured("temperature_c", 1200)});
    EXPECT_EQ(one.instance.series.temperature_c, two.instance.series.temperature_c);
    EXPECT_EQ(one.instance.spreads.temperature_c_spread, two.instance.spreads.temperature_c_spread);
}

TEST_F(SiteForecastTest, NaiveMethodsCanBeAskedFor) {
    const std::vector<double> values = wave(1200, 1, 0.5);
    parameters_.method = "persistence";
    const auto last = run({measured("temperature_c", 1200)});
    EXPECT_EQ(last.instance.series.temperature_c[50], std::round(values[1199] * 100) / 100);
    parameters_.method = "seasonal";
    const auto day = run({measured("temperature_c", 1200)});
    EXPECT_EQ(day.instance.series.temperature_c[4 * 5], std::round(values[1176 + 5] * 100) / 100);
    EXPECT_EQ(day.series[0].method, "seasonal");
    EXPECT_EQ(day.series[0].why, "");
}

TEST_F(SiteForecastTest, SaysHowFarItErrsOrThatItCannotKnow) {
    Instance six_hours = quarter_hours();
    six_hours.horizon_s = 6 * hour_s;
    for (const SiteQuantity& quantity : site_quantities()) {
        (six_hours.series.*(quantity.values)).resize(24);
    }
    six_hours.series.site.resize(24);
    const auto after = [&](std::size_t steps) {
        History history;
        history.series = {measured("price_per_kwh", steps)};
        history.series[0].start_s = night_s - static_cast<double>(steps) * hour_s;
        return forecast_sites(*backend_, six_hours, history, night_s, parameters_);
    };
    EXPECT_GT(after(30).series.at(0).spread, 0);  // one forecast to learn from
    const SiteForecast too_few = after(29);
    EXPECT_TRUE(too_few.series.empty());
    EXPECT_EQ(too_few.given_up.size(), 1u);
    EXPECT_EQ(too_few.instance.spreads.size(), 0u);
}

TEST_F(SiteForecastTest, NightsKnowThatTheSunIsGone) {
    // Sun from 6 to 18 o'clock, of days bright and dull; the night begins at 0 o'clock.
    HistorySeries sun = measured("renewable_w", 1200);
    sun.start_s = -3600 * hour_s;
    sun.values.clear();
    for (std::size_t t = 0; t < 4800; ++t) {
        const double height = -std::cos(static_cast<double>(t) * 0.2617993878);
        const double bright = 1 + 0.8 * testing::noise(5, t / 24);
        sun.values.push_back(std::max(0.0, 1e4 * height * bright));
    }
    const SiteForecast forecast = run({sun});
    const std::vector<double>& spreads = forecast.instance.spreads.renewable_w_spread;
    const std::vector<double>& values = forecast.instance.series.renewable_w;
    for (const std::size_t slot : {0u, 8u, 16u, 20u, 80u, 90u}) {
        EXPECT_EQ(spreads[slot], 0) << slot;
        EXPECT_EQ(values[slot], 0) << slot;
    }
    EXPECT_GT(spreads[48], 2000) << values[48];
    EXPECT_LT(spreads[28], 0.6 * spreads[48]);  // an hour after sunrise
    // An outage in the last week does not bring the sun.
    HistorySeries outage = sun;
    for (std::size_t back = 30; back < 72; ++back) {
        outage.values[outage.values.size() - back] = std::nan("");
    }
    const SiteForecast after = run({outage});
    for (const std::size_t slot : {0u, 8u, 16u, 20u, 80u, 90u}) {
        EXPECT_EQ(after.instance.spreads.renewable_w_spread[slot], 0) << slot;
        EXPECT_EQ(after.instance.series.renewable_w[slot], 0) << slot;
    }
    EXPECT_GT(after.instance.series.renewable_w[48], 2000);
    // A few weeks are enough; so is one lamp in a night for not being sure.
    sun.values.erase(sun.values.begin(), sun.values.begin() + 4000);
    sun.start_s = night_s - 800 * hour_s;
    sun.values[sun.values.size() - 22] = 500;
    const SiteForecast weeks = run({sun});
    const std::vector<double>& few = weeks.instance.spreads.renewable_w_spread;
    EXPECT_EQ(few[0], 0);
    EXPECT_GT(few[8], 0);
    EXPECT_LT(few[8], 0.5 * few[48]);
    // Of days that were measured three are enough, two are not.
    for (const std::size_t days : {3u, 2u}) {
        HistorySeries gaps = sun;
        for (std::size_t day = days + 1; day <= 28; ++day) {
            gaps.values[gaps.values.size() - 24 * day] = std::nan("");
        }
        EXPECT_EQ(run({gaps}).instance.spreads.renewable_w_spread[0] == 0, days == 3) << days;
    }
}

TEST_F(SiteForecastTest, ASecondHistoryLeavesTheSpreadsOfTheFirst) {
    const SiteForecast first = run({measured("price_per_kwh", 1200)});
    History history;
    history.series = {measured("temperature_c", 1200)};
    const Instance both =
        forecast_sites(*backend_, first.instance, history, night_s, parameters_).instance;
    EXPECT_EQ(both.spreads.price_per_kwh_spread, first.instance.spreads.price_per_kwh_spread);
    EXPECT_EQ(both.series.price_per_kwh, first.instance.series.price_per_kwh);
    EXPECT_GT(both.spreads.temperature_c_spread[0], 0);
    EXPECT_EQ(both.spreads.renewable_w_spread[0], 0);
}

TEST_F(SiteForecastTest, ACentringBeyondTheLookbackIsTheLookback) {
    parameters_.lookback = 24;
    parameters_.centring = 24;
    const auto expected = run({measured("price_per_kwh", 1200)});
    parameters_.centring = 48;
    const auto found = run({measured("price_per_kwh", 1200)});
    EXPECT_EQ(found.series[0].method, "ridge");
    EXPECT_EQ(found.instance.series.price_per_kwh, expected.instance.series.price_per_kwh);
}

TEST_F(SiteForecastTest, SeriesInAnotherUnitOrCurrencyAreRefused) {
    const auto in = [](const std::string& quantity, const std::string& unit) {
        HistorySeries series = measured(quantity, 1200);
        series.unit = unit;
        return series;
    };
    for (const char* const unit : {"", "EUR kW-1 h-1", "EUR/kWh"}) {
        EXPECT_EQ(run({in("price_per_kwh", unit)}).series.size(), 1u) << unit;
    }
    try {
        (void)run({in("price_per_kwh", "USD kW-1 h-1"), in("temperature_c", "degF"),
                   in("carbon_g_per_kwh", "g kW-1 h-1"), in("renewable_w", "kW")});
        FAIL();
    } catch (const InputError& error) {
        ASSERT_EQ(error.problems().size(), 3u);
        EXPECT_EQ(error.problems()[0],
                  "here/price_per_kwh: the history has it in 'USD kW-1 h-1', the instance in "
                  "'EUR kW-1 h-1'");
        EXPECT_EQ(error.problems()[1],
                  "here/temperature_c: the history has it in 'degF', the instance in 'degC'");
        EXPECT_EQ(error.problems()[2],
                  "here/renewable_w: the history has it in 'kW', the instance in 'W'");
    }
}

TEST_F(SiteForecastTest, ADeadSensorLeavesTheOthersAlone) {
    HistorySeries gaps = measured("temperature_c", 1200);  // dead until an hour ago
    for (std::size_t t = 800; t < 1199; ++t) gaps.values[t] = std::nan("");
    const SiteForecast forecast =
        run({measured("price_per_kwh", 1200), measured("carbon_g_per_kwh", 1000),
             measured("heat_demand_w", 60), gaps});
    ASSERT_EQ(forecast.series.size(), 1u);
    EXPECT_EQ(forecast.series[0].quantity, "price_per_kwh");
    EXPECT_EQ(forecast.kept.size(), 4u);
    ASSERT_EQ(forecast.given_up.size(), 3u);
    EXPECT_EQ(forecast.given_up[0],
              "here/carbon_g_per_kwh: nothing was measured in the 7 days before the night; a "
              "forecast needs it");
    const std::vector<std::string>& notes = forecast.instance.notes;
    for (const std::string& why : forecast.given_up) {
        EXPECT_EQ(std::count(notes.begin(), notes.end(), why + "; what the night had stays"), 1);
    }
    for (std::size_t slot = 0; slot < 96; ++slot) {
        EXPECT_EQ(forecast.instance.series.carbon_g_per_kwh[slot], 7);
        EXPECT_EQ(forecast.instance.series.temperature_c[slot], 7);
        EXPECT_EQ(forecast.instance.spreads.temperature_c_spread[slot], 0);
    }
}

TEST_F(SiteForecastTest, OnlyChosenSeriesAreForecast) {
    const std::vector<HistorySeries> both{measured("price_per_kwh", 1200),
                                          measured("temperature_c", 1200)};
    for (const char* const name : {"temperature_c", "here/temperature_c"}) {
        parameters_.series = {name};
        const SiteForecast forecast = run(both);
        ASSERT_EQ(forecast.series.size(), 1u) << name;
        EXPECT_EQ(forecast.series[0].quantity, "temperature_c");
        EXPECT_EQ(forecast.kept.front(), "here/price_per_kwh");
        EXPECT_EQ(forecast.instance.series.price_per_kwh[0], 7);
    }
    parameters_.series = {"temperature_c", "price", "there/temperature_c"};
    try {
        (void)run(both);
        FAIL();
    } catch (const InputError& error) {
        ASSERT_EQ(error.problems().size(), 2u);
        EXPECT_EQ(error.problems()[0],
                  "forecast.series: the history has no 'price' of the instance's sites");
        EXPECT_EQ(error.problems()[1],
                  "forecast.series: the history has no 'there/temperature_c' of the instance's "
                  "sites; did you mean here/temperature_c?");
    }
}

TEST_F(SiteForecastTest, HistoryOfOtherSitesIsRefused) {
    HistorySeries other = measured("price_per_kwh", 1200);
    other.subject = "there";
    EXPECT_THROW((void)run({other}), InputError);
    HistorySeries server = measured("price_per_kwh", 1200);
    server.kind = "server";
    EXPECT_THROW((void)run({server}), InputError);
}

}  // namespace
}  // namespace nightwatt
