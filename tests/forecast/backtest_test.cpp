#include "forecast/backtest.hpp"

#include <gtest/gtest.h>

#include "errors.hpp"
#include "forecast/known_series.hpp"
#include "tests/forecast/sample_series.hpp"

namespace nightwatt {
namespace {

using testing::noise;
using testing::wave;

HistorySeries series_of(const std::string& name, std::vector<double> values) {
    return {"site", name, "x", "", 0, 3600, std::move(values)};
}

std::vector<double> random_walk(std::size_t steps) {
    std::vector<double> values{0};
    for (std::size_t t = 1; t < steps; ++t) values.push_back(values.back() + noise(11, t));
    return values;
}

class BacktestTest : public ::testing::Test {
  protected:
    SeriesBacktest of(const HistorySeries& series, BacktestSettings settings = {}) {
        History history;
        history.series = {series};
        return run_backtest(*backend_, history, {}, settings, parameters_).front();
    }

    std::unique_ptr<RidgeBackend> backend_ = create_openblas_ridge(2);
    ForecastParameters parameters_;
};

TEST_F(BacktestTest, LearnsAWaveAndSaysHowWell) {
    const SeriesBacktest result = of(series_of("wave", wave(1500, 1, 1)));
    EXPECT_EQ(result.method, "ridge");
    EXPECT_EQ(result.forecasts, 300u - 23);
    EXPECT_EQ(result.unknown, 0u);
    // Noise of deviation 0.289 is all that is left; the day before has that of two days.
    EXPECT_LT(result.model.rmse(), 0.35);
    EXPECT_GT(result.skill_to_seasonal(), 0.25);
    EXPECT_GT(result.skill_to_persistence(), 0.8);
    EXPECT_NEAR(result.adaptive.coverage(), 0.9, 0.03);
    EXPECT_LT(result.mase(), 0.9);
}

TEST_F(BacktestTest, NoForecastLooksAhead) {
    const std::vector<double> values = wave(1500, 1, 1);
    const KnownSeries nothing;
    const ModelInput input{&values, &nothing, {0, 900}, {900, 1200}, 24};
    const SeriesModel model = fit_models(*backend_, {input}, 24, parameters_).front();
    std::vector<double> changed = values;
    for (std::size_t t = 1300; t < changed.size(); ++t) changed[t] = 1e6;
    EXPECT_EQ(forecast_at(model, values, nothing, 1300).values,
              forecast_at(model, changed, nothing, 1300).values);
    const ModelInput other{&changed, &nothing, {0, 900}, {900, 1200}, 24};
    EXPECT_EQ(fit_models(*backend_, {other}, 24, parameters_).front().map.weights,
              model.map.weights);
    // But it does look at the latest value.
    changed = values;
    changed[1299] += 1;
    EXPECT_NE(forecast_at(model, values, nothing, 1300).values,
              forecast_at(model, changed, nothing, 1300).values);
}

TEST_F(BacktestTest, ModelThatIsWorseThanPersistenceGivesWay) {
    // What was learnt from a wave does not hold where the series stands still.
    std::vector<double> values = wave(1500, 1, 1);
    for (std::size_t t = 900; t < values.size(); ++t) values[t] = 20 + 0.001 * noise(2, t);
    parameters_.lookback = 24;
    const SeriesBacktest result = of(series_of("stops", values));
    EXPECT_EQ(result.method, "persistence");
    EXPECT_NE(result.why.find("RMSE"), std::string::npos);
    EXPECT_EQ(result.skill_to_persistence(), 0);
}

TEST_F(BacktestTest, ModelThatIsWorseThanTheDayBeforeGivesWay) {
    // A regression on two lags knows nothing of the day before.
    std::vector<double> values;
    for (std::size_t t = 0; t < 1500; ++t) values.push_back(noise(3, t % 24) + 0.01 * noise(4, t));
    parameters_.lookback = 2;
    const SeriesBacktest result = of(series_of("daily", values));
    EXPECT_EQ(result.method, "seasonal");
    EXPECT_NE(result.why.find("seasonal's 0.00"), std::string::npos) << result.why;
    EXPECT_EQ(result.skill_to_seasonal(), 0);
    EXPECT_GT(result.skill_to_persistence(), 0.9);
}

TEST_F(BacktestTest, GapInWhatIsKnownAheadCostsOnlyItsMoments) {
    History history;
    std::vector<double> cause;
    std::vector<double> effect;
    for (std::size_t t = 0; t < 1500; ++t) {
        cause.push_back(noise(21, t));
        effect.push_back(5 * cause[t] + noise(22, t));
    }
    cause[1100] = std::nan("");  // in the validation part
    history.series = {series_of("effect", effect), series_of("cause", cause)};
    parameters_.lookback = 24;
    parameters_.exogenous = {"cause/x"};
    const auto result = run_backtest(*backend_, history, {"effect/x"}, {}, parameters_).front();
    EXPECT_EQ(result.method, "ridge") << result.why;
    EXPECT_GT(result.skill_to_seasonal(), 0.7);
}

TEST_F(BacktestTest, RandomWalkIsNotMadeWorse) {
    const SeriesBacktest result = of(series_of("walk", random_walk(2000)));
    EXPECT_GT(result.skill_to_persistence(), -0.05);
}

TEST_F(BacktestTest, GapsAreMaskedAndCounted) {
    std::vector<double> values = wave(1500, 1, 1);
    for (std::size_t t = 1290; t < 1310; ++t) values[t] = std::nan("");
    for (std::size_t t = 0; t < 1500; t += 401) values[t] = std::nan("");
    const SeriesBacktest result = of(series_of("gaps", values));
    EXPECT_EQ(result.method, "ridge");
    EXPECT_GT(result.borrowed, 0u);
    double counted = 0;
    for (const double count : result.model.count) counted += count;
    EXPECT_LT(counted, static_cast<double>(result.forecasts * 24));
    EXPECT_LT(result.model.rmse(), 0.4);
}

TEST_F(BacktestTest, ConstantSeriesKeepsItsValue) {
    for (const double value : {7.0, 0.1}) {  // the mean of many 0.1 is another number
        const SeriesBacktest result = of(series_of("flat", std::vector<double>(500, value)));
        EXPECT_EQ(result.method, "persistence");
        EXPECT_EQ(result.why, "the series is constant");
        EXPECT_EQ(result.model.mae(), 0);
        EXPECT_TRUE(std::isnan(result.mase()));
        EXPECT_TRUE(std::isnan(result.skill_to_seasonal()));
    }
}

TEST_F(BacktestTest, WithoutErrorsOfTheValidationPartThereAreNoIntervals) {
    std::vector<double> values = wave(1500, 1, 1);
    for (std::size_t t = 900; t < 1200; ++t) values[t] = std::nan("");
    const SeriesBacktest result = of(series_of("gap", values));
    EXPECT_EQ(result.errors, 0u);
    EXPECT_GT(result.forecasts, 200u);
    EXPECT_TRUE(std::isnan(result.split.coverage()));
    EXPECT_TRUE(std::isnan(result.adaptive.coverage()));
    EXPECT_EQ(result.why, "there is too little to learn from");
    EXPECT_EQ(of(series_of("whole", wave(1500, 1, 1))).errors, 300u - 23);
}

TEST_F(BacktestTest, RefittingUsesWhatHasBecomeKnown) {
    // The wave turns slower half-way through the test part.
    std::vector<double> values = wave(3000, 1, 0.2);
    for (std::size_t t = 2450; t < values.size(); ++t)
        values[t] = 10 + 3 * std::sin(static_cast<double>(t) * 0.13) + 0.2 * noise(1, t);
    const BacktestSettings never{.horizon = 12, .test_share = 0.2};
    const BacktestSettings often{.horizon = 12, .test_share = 0.2, .every = 1, .refit = 100};
    parameters_.lookback = 48;
    const HistorySeries series = series_of("slower", values);
    EXPECT_LT(of(series, often).model.rmse(), 0.9 * of(series, never).model.rmse());
}

TEST_F(BacktestTest, KnownFuturesAndCalendarHelp) {
    History history;
    const std::vector<double> cause = [] {
        std::vector<double> values;
        for (std::size_t t = 0; t < 1500; ++t) values.push_back(noise(21, t));
        return values;
    }();
    std::vector<double> effect;
    for (std::size_t t = 0; t < 1500; ++t) effect.push_back(5 * cause[t] + noise(22, t));
    history.series = {series_of("effect", effect), series_of("cause", cause)};
    const auto rmse = [&] {
        return run_backtest(*backend_, history, {"effect/x"}, {}, parameters_).front().model.rmse();
    };
    parameters_.lookback = 24;
    const double blind = rmse();
    parameters_.exogenous = {"cause/x"};
    EXPECT_LT(rmse(), 0.35 * blind);
    parameters_.exogenous = {"cuase/x"};
    EXPECT_THROW((void)rmse(), InputError);
}

TEST_F(BacktestTest, SharedWeightsServeSeriesThatAreShort) {
    History history;
    for (std::uint64_t s = 0; s < 6; ++s)
        history.series.push_back(series_of("s" + std::to_string(s), wave(400, s, 1)));
    const auto mean_rmse = [&] {
        double sum = 0;
        for (const auto& result : run_backtest(*backend_, history, {}, {}, parameters_))
            sum += result.model.rmse();
        return sum;
    };
    parameters_.lookback = 48;
    parameters_.penalty = 1e-3;
    const double each = mean_rmse();
    parameters_.weights = "shared";
    EXPECT_LT(mean_rmse(), each);
}

TEST_F(BacktestTest, TooShortSeriesAreRefusedByName) {
    History history;
    history.series = {series_of("a", wave(30, 1, 1)), series_of("b", wave(1500, 1, 1))};
    try {
        (void)run_backtest(*backend_, history, {}, {}, parameters_);
        FAIL();
    } catch (const InputError& error) {
        ASSERT_EQ(error.problems().size(), 1u);
        EXPECT_NE(error.problems()[0].find("a/x: 30 steps are too few"), std::string::npos);
    }
}

}  // namespace
}  // namespace nightwatt
