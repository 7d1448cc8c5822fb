#include "forecast/ltsf.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>

#include "errors.hpp"
#include "forecast/forecast_parameters.hpp"
#include "io/import/history/history_grid.hpp"
#include "io/import/history/measured_files.hpp"

namespace nightwatt {
namespace {

class Ltsf : public ::testing::Test {
  protected:
    /// Least squares on windows less their mean, with their deviation: published as OLS.
    double least_squares(const std::string& set, std::size_t horizon) {
        const WindowShape shape{.lags = 0, .horizon = horizon, .intercept = false, .scale = true};
        return run(set, shape, {{720}, {0}, {1e-9}, 0});
    }

    double by_default(const std::string& set, std::size_t horizon) {
        return run(set, {.lags = 0, .horizon = horizon}, grid_of({}, 24, horizon, 8640));
    }

    static bool missing() { return !std::filesystem::exists(path("ETTh1")); }

  private:
    static std::string path(const std::string& set) {
        return NIGHTWATT_DATA "/forecast/" + set + ".csv";
    }

    double run(const std::string& set, const WindowShape& shape, const RidgeGrid& grid) {
        GridReport report;
        const auto series = lay_on_grid(read_ett({path(set), "", "site", "utc", false}), 0, report);
        const LtsfResult result = run_ltsf(*backend_, series, shape, grid, 2);
        EXPECT_EQ(result.windows, 2880 - shape.horizon + 1);
        return result.mse;
    }

    std::unique_ptr<RidgeBackend> backend_ = create_openblas_ridge(2);
};

TEST_F(Ltsf, LeastSquaresMeetThePublishedErrors) {
    if (missing()) GTEST_SKIP() << "no public data in " NIGHTWATT_DATA;
    EXPECT_NEAR(least_squares("ETTh1", 96), 0.375, 0.001);
    EXPECT_NEAR(least_squares("ETTh2", 96), 0.270, 0.001);
    EXPECT_NEAR(least_squares("ETTh2", 336), 0.354, 0.001);
}

TEST_F(Ltsf, DefaultsBeatLeastSquares) {
    if (missing()) GTEST_SKIP() << "no public data in " NIGHTWATT_DATA;
    EXPECT_LT(by_default("ETTh1", 96), 0.364);
}

TEST(LtsfProtocol, RefusesSeriesThatAreShortOrHaveGaps) {
    const auto backend = create_openblas_ridge(1);
    const WindowShape shape{.lags = 0, .horizon = 24};
    const RidgeGrid grid{{24}, {0}, {0.1}, 0};
    HistorySeries series{"site", "a", "x", "", 0, 86'400, std::vector<double>(599, 1)};
    EXPECT_THROW((void)run_ltsf(*backend, {series}, shape, grid, 1), InputError);
    series.values.resize(600, 1);
    series.values[3] = std::nan("");
    EXPECT_THROW((void)run_ltsf(*backend, {series}, shape, grid, 1), InputError);
    EXPECT_THROW((void)run_ltsf(*backend, {}, shape, grid, 1), InputError);
}

}  // namespace
}  // namespace nightwatt
