#include <gtest/gtest.h>

#include <cmath>

#include "errors.hpp"
#include "forecast/linear_map.hpp"
#include "forecast/ridge_backend.hpp"
#include "forecast/selection.hpp"
#include "tests/forecast/sample_series.hpp"

namespace nightwatt {
namespace {

using testing::noise;
using testing::wave;

/// Two features by hand: matrix {{4, 2}, {2, 3}}, products {8, 7}.
NormalEquations two_features() {
    NormalEquations equations;
    equations.features = 2;
    equations.targets = 1;
    equations.lags = 2;
    equations.matrix = {4, 2, 2, 3};
    equations.products = {8, 7};
    equations.squares = {20};
    return equations;
}

TEST(Ridge, SolvesTwoFeaturesAsByHand) {
    const auto backend = create_openblas_ridge(1);
    const std::vector<double> penalties{0, 1};
    const auto solved = backend->solve(two_features(), penalties);
    // 4a + 2b = 8, 2a + 3b = 7: a = 10/8, b = 12/8. With 1 on the diagonal: 5a + 2b = 8, 2a + 4b
    // = 7.
    EXPECT_NEAR(solved[0][0], 1.25, 1e-14);
    EXPECT_NEAR(solved[0][1], 1.5, 1e-14);
    EXPECT_NEAR(solved[1][0], 18.0 / 16, 1e-14);
    EXPECT_NEAR(solved[1][1], 19.0 / 16, 1e-14);
}

TEST(Ridge, InterceptIsNotPenalised) {
    NormalEquations equations = two_features();
    equations.lags = 1;
    equations.intercept = true;
    const auto solved = create_openblas_ridge(1)->solve(equations, std::vector<double>{1.0});
    // 5a + 2b = 8, 2a + 3b = 7.
    EXPECT_NEAR(solved[0][0], 10.0 / 11, 1e-14);
    EXPECT_NEAR(solved[0][1], 19.0 / 11, 1e-14);
}

TEST(Ridge, MatrixThatIsNotPositiveDefiniteIsSaid) {
    NormalEquations equations = two_features();
    equations.matrix = {1, 1, 1, 1};
    const auto solved = create_openblas_ridge(2)->solve(equations, std::vector<double>{-0.5, 1.0});
    EXPECT_TRUE(solved[0].empty());
    EXPECT_FALSE(solved[1].empty());
}

TEST(Ridge, ManySeriesAtOnceEqualOneAfterAnotherForAnyNumberOfThreads) {
    std::vector<std::vector<double>> values;
    for (std::uint64_t s = 0; s < 5; ++s) values.push_back(wave(300, s, 1));
    values.emplace_back(300, 1.0);  // constant: nothing to fit
    const RidgeSpec spec{{.lags = 40, .horizon = 6, .intercept = true}, 12, 1e-3, true};
    std::vector<RidgeSeries> series;
    for (const auto& each : values)
        series.push_back({complete_runs(each, {}, {0, 300}, spec.shape)});
    std::vector<std::vector<double>> all[2];
    for (const int threads : {1, 2}) {
        auto& found = all[threads - 1];
        found.resize(series.size());
        create_openblas_ridge(threads)->fit_each(
            series, spec, [&](std::size_t s, std::span<const double> coefficients) {
                found[s].assign(coefficients.begin(), coefficients.end());
            });
    }
    EXPECT_EQ(all[0], all[1]);
    EXPECT_TRUE(all[0].back().empty());
    const auto backend = create_openblas_ridge(1);
    const NormalEquations equations =
        normal_equations(backend->gather(series[3].runs, spec.shape), spec.centring);
    const std::vector<double> penalty{1e-3 * equations.lag_power()};
    EXPECT_EQ(backend->solve(equations, penalty).front(), all[0][3]);
}

TEST(Ridge, BackendsThatAreNotThereAreNamed) {
    std::string note;
    EXPECT_EQ(create_ridge_backend("cpu", 1, note)->name(), "cpu");
    EXPECT_EQ(note, "");
    EXPECT_THROW((void)create_ridge_backend("abacus", 1, note), UsageError);
    if (!cuda_ridge_unavailable().empty()) {
        EXPECT_THROW((void)create_ridge_backend("cuda", 1, note), DeviceError);
        EXPECT_EQ(create_ridge_backend("auto", 1, note)->name(), "cpu");
        EXPECT_EQ(note, "cuda: " + cuda_ridge_unavailable());
    }
}

/// Whether each value of `a` is that of `b`, to 1e-8 of the largest.
void expect_alike(const std::vector<double>& a, const std::vector<double>& b) {
    ASSERT_EQ(a.size(), b.size());
    double largest = 0;
    for (const double value : b) largest = std::max(largest, std::abs(value));
    for (std::size_t i = 0; i < a.size(); ++i) ASSERT_NEAR(a[i], b[i], 1e-8 * largest) << i;
}

TEST(Ridge, DeviceAgreesWithTheCpu) {
    const std::string reason = cuda_ridge_unavailable();
    if (!reason.empty()) GTEST_SKIP() << "cuda: " << reason;
    const auto cpu = create_openblas_ridge(2);
    const auto cuda = create_cuda_ridge(2);
    std::vector<double> values = wave(3000, 1, 1);
    values[700] = values[1900] = std::nan("");
    KnownSeries known;
    known.columns = 3;
    for (std::size_t i = 0; i < 3 * values.size(); ++i) known.calendar.push_back(noise(2, i));
    std::vector<WindowShape> shapes = {
        {.lags = 168, .horizon = 24},
        {.lags = 333, .horizon = 25, .intercept = true, .scale = true, .calendar = 3}};
    for (int futures = 0; futures < 2; ++futures) {
        for (WindowShape shape : shapes) {
            shape.future = known.future.size();
            auto runs = complete_runs(values, known, {0, 3000}, shape);
            const WindowMoments a = cuda->gather(runs, shape);
            const WindowMoments b = cpu->gather(runs, shape);
            EXPECT_EQ(a.windows, b.windows);
            expect_alike(a.sums, b.sums);
            const NormalEquations equations = normal_equations(b, 24);
            const std::vector<double> penalties{1e-3 * equations.lag_power(),
                                                1e-1 * equations.lag_power(), -1e9};
            const auto solved = cuda->solve(equations, penalties);
            const auto expected = cpu->solve(equations, penalties);
            for (std::size_t i = 0; i < 2; ++i) expect_alike(solved[i], expected[i]);
            EXPECT_TRUE(solved[2].empty());
        }
        known.future = {wave(3000, 5, 1), wave(3000, 6, 1)};
    }
    std::vector<std::vector<double>> many;
    for (std::uint64_t s = 0; s < 70; ++s) many.push_back(wave(900, s, 1));
    many[3][400] = std::nan("");
    many[5].assign(900, 2.0);
    const RidgeSpec spec{{.lags = 100, .horizon = 24, .intercept = true}, 24, 1e-2, true};
    std::vector<RidgeSeries> series;
    for (const auto& each : many) series.push_back({complete_runs(each, {}, {0, 900}, spec.shape)});
    std::vector<std::vector<double>> found[2];
    for (auto& each : found) each.resize(many.size());
    for (const int which : {0, 1}) {
        (which == 0 ? *cuda : *cpu)
            .fit_each(series, spec, [&](std::size_t s, std::span<const double> coefficients) {
                found[which][s].assign(coefficients.begin(), coefficients.end());
            });
    }
    for (std::size_t s = 0; s < many.size(); ++s) expect_alike(found[0][s], found[1][s]);
    EXPECT_TRUE(found[0][5].empty());
}

TEST(LinearMap, GivesTheTrailingMeanBack) {
    const WindowShape shape{.lags = 6, .horizon = 2, .intercept = true};
    std::vector<double> coefficients;
    for (std::size_t i = 0; i < 14; ++i) coefficients.push_back(noise(1, i));
    const std::vector<double> lags{3, 1, 4, 1, 5, 9};
    const double mean = (1 + 5 + 9) / 3.0;
    const auto said = forecast_once(linear_map(shape, 3, coefficients), lags, {}, 0);
    for (std::size_t h = 0; h < 2; ++h) {
        double expected = mean + coefficients[h * 7 + 6];
        for (std::size_t i = 0; i < 6; ++i) expected += coefficients[h * 7 + i] * (lags[i] - mean);
        EXPECT_NEAR(said[h], expected, 1e-13);
    }
}

TEST(LinearMap, AverageForecastsTheMeanOfItsMembers) {
    const WindowShape shorter{.lags = 3, .horizon = 2};
    const WindowShape longer{.lags = 5, .horizon = 2};
    const LinearMap a{shorter, {1, 2, 3, 4, 5, 6}};
    const LinearMap b{longer, {1, 0, 0, 0, 2, 3, 0, 0, 0, 4}};
    const std::vector<double> lags{1, 10, 100, 1000, 10000};
    const auto mean = forecast_once(average({a, b}), lags, {}, 0);
    const auto of_a = forecast_once(a, lags, {}, 0);
    const auto of_b = forecast_once(b, lags, {}, 0);
    for (std::size_t h = 0; h < 2; ++h) EXPECT_NEAR(mean[h], (of_a[h] + of_b[h]) / 2, 1e-9);
    WindowShape scaled = shorter;
    scaled.scale = true;
    const LinearMap c{scaled, std::vector<double>(8, 1.0)};
    WindowShape scaled_longer = longer;
    scaled_longer.scale = true;
    const LinearMap d{scaled_longer, std::vector<double>(12, 1.0)};
    EXPECT_THROW((void)average({c, d}), InternalError);
}

TEST(Selection, FindsTheRecurrenceBehindASeries) {
    // x[t] = 0.5 x[t-1] + 0.3 x[t-2] + noise.
    std::vector<double> values{0, 0};
    for (std::size_t t = 2; t < 4000; ++t)
        values.push_back(0.5 * values[t - 1] + 0.3 * values[t - 2] + noise(5, t));
    const KnownSeries nothing;
    const RidgeData data{&values, &nothing, {0, 3000}, {3000, 4000}};
    const auto backend = create_openblas_ridge(2);
    const WindowShape shape{.lags = 0, .horizon = 1, .intercept = true};
    const auto members =
        choose_members(*backend, {data}, shape, {{4, 40, 2000}, {0}, {1e-6, 1e3}, 0});
    ASSERT_EQ(members.size(), 2u);        // 2,000 lags leave too few windows
    EXPECT_EQ(members[0].lookback, 40u);  // the mean of four is a poor guide to the level
    EXPECT_EQ(members[0].centring, 40u);
    EXPECT_EQ(members[0].penalty, 1e-6);
    EXPECT_LT(members[0].validation_mse, members[1].validation_mse);
    EXPECT_NEAR(members[0].validation_mse, 1.0 / 12, 0.006);
    EXPECT_EQ(choose_members(*backend, {data}, shape, {{4, 40}, {0}, {1e-6}, 1}).size(), 1u);
}

}  // namespace
}  // namespace nightwatt
