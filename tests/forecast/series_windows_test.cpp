#include "forecast/series_windows.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace nightwatt {
namespace {

const double gap = std::nan("");

TEST(SeriesWindows, MissingLagIsTakenFromTheDayBefore) {
    const std::vector<double> values{1, 2, 3, 4, gap, 6, gap, gap, 99};
    std::size_t borrowed = 0;
    EXPECT_EQ(lags_before(values, 8, 6, 4, borrowed), (std::vector<double>{3, 4, 1, 6, 3, 4}));
    EXPECT_EQ(borrowed, 3u);
}

TEST(SeriesWindows, WhereTheDayBeforeIsMissingTooTheLatestValueCounts) {
    const std::vector<double> values{5, gap, gap, gap, 7};
    std::size_t borrowed = 0;
    EXPECT_EQ(lags_before(values, 4, 3, 2, borrowed), (std::vector<double>{5, 5, 5}));
    EXPECT_TRUE(lags_before({gap, gap, 1}, 2, 2, 1, borrowed).empty());
    EXPECT_TRUE(lags_before(values, 2, 3, 1, borrowed).empty());
}

TEST(SeriesWindows, StandardLooksAtItsSpanAndNotAtGaps) {
    const Standard standard = standard_of({100, 1, gap, 3, 200}, {1, 4});
    EXPECT_EQ(standard.mean, 2);
    EXPECT_EQ(standard.deviation, 1);
    EXPECT_EQ(standard_of({gap, gap}, {0, 2}).deviation, 0);
}

TEST(SeriesWindows, RunsEndAtGapsAndAtTheSpan) {
    const std::vector<double> values{0, 1, 2, 3, gap, 5, 6, 7, 8, 9};
    const WindowShape shape{.lags = 2, .horizon = 1};
    const auto runs = complete_runs(values, {}, {1, 9}, shape);
    ASSERT_EQ(runs.size(), 2u);
    EXPECT_EQ(runs[0].values, values.data() + 1);
    EXPECT_EQ(runs[0].windows, 1u);
    EXPECT_EQ(runs[1].values, values.data() + 5);
    EXPECT_EQ(runs[1].windows, 2u);
    EXPECT_TRUE(complete_runs(values, {}, {0, 2}, shape).empty());
    EXPECT_TRUE(complete_runs({}, {}, {0, 0}, shape).empty());
}

}  // namespace
}  // namespace nightwatt
