#include "io/import/time_series.hpp"

#include <gtest/gtest.h>

#include "tests/import/scratch_files.hpp"

namespace nightwatt {
namespace {

using testing::message_of;
using testing::problems_of;

std::vector<TimedValue> hours(const std::vector<int>& at) {
    std::vector<TimedValue> rows;
    for (std::size_t i = 0; i < at.size(); ++i)
        rows.push_back({3600 * at[i], 1.0 * at[i], std::to_string(i + 2)});
    return rows;
}

TEST(TimeSeries, MeansAreExactWhereSlotsLieWithinSteps) {
    const TimeSeries series = make_series("f", "price", 3600, hours({0, 1, 2, 3}));
    ProblemList problems;
    EXPECT_EQ(mean_by_slot(series, 3600, 900, 8, problems),
              (std::vector<double>{1, 1, 1, 1, 2, 2, 2, 2}));
    EXPECT_EQ(mean_by_slot(series, 0, 3600, 4, problems), (std::vector<double>{0, 1, 2, 3}));
    EXPECT_TRUE(problems.empty());
}

TEST(TimeSeries, MeansAreWeightedWhereSlotsSpanSteps) {
    const TimeSeries series = make_series("f", "price", 3600, hours({0, 1, 2, 3}));
    ProblemList problems;
    EXPECT_EQ(mean_by_slot(series, 0, 7200, 2, problems), (std::vector<double>{0.5, 2.5}));
    // Half an hour at 0, then half an hour at 1.
    EXPECT_EQ(mean_by_slot(series, 1800, 3600, 1, problems), (std::vector<double>{0.5}));
    EXPECT_TRUE(problems.empty());
}

TEST(TimeSeries, NightBeyondEitherEndNamesFileAndMoment) {
    const TimeSeries series = make_series("prices.csv", "price", 3600, hours({10, 11}));
    for (const auto& [start, missing] :
         {std::pair{9 * 3600, "1970-01-01T09:00:00Z"}, std::pair{11 * 3600, "1970-01-01T12:00:00Z"},
          std::pair{20 * 3600, "1970-01-01T20:00:00Z"}}) {
        ProblemList problems;
        EXPECT_TRUE(mean_by_slot(series, start, 3600, 2, problems).empty());
        const std::string message = message_of([&] { problems.throw_if_any(); });
        EXPECT_NE(message.find(std::string("prices.csv: no price at ") + missing),
                  std::string::npos)
            << message;
    }
}

TEST(TimeSeries, EveryBrokenRowIsNamed) {
    const auto problems = problems_of([] {
        (void)make_series("f.csv", "price", 3600, hours({0, 1, 1, 4, 3}));
    });
    ASSERT_EQ(problems.size(), 3u);
    EXPECT_EQ(problems[0], "f.csv:4: 1970-01-01T01:00:00Z stands twice");
    EXPECT_EQ(problems[1], "f.csv:5: 1970-01-01T02:00:00Z is missing before 1970-01-01T04:00:00Z");
    EXPECT_NE(problems[2].find("f.csv:6: "), std::string::npos);
    EXPECT_NE(problems[2].find("out of order"), std::string::npos);
}

TEST(TimeSeries, TheStepIsTheOneThatMostRowsHave) {
    EXPECT_EQ(make_series("f", "price", hours({0, 2, 4})).step_s, 7200);
    EXPECT_EQ(make_series("f", "price", hours({5})).step_s, 3600);
    const auto gap = problems_of([] { (void)make_series("f", "price", hours({0, 2, 3, 4})); });
    EXPECT_EQ(gap, std::vector<std::string>{
                       "f:3: 1970-01-01T01:00:00Z is missing before 1970-01-01T02:00:00Z"});
    const auto finer = problems_of([] { (void)make_series("f", "price", hours({0, 2, 4, 5})); });
    EXPECT_EQ(finer,
              std::vector<std::string>{"f:5: 1970-01-01T05:00:00Z follows "
                                       "1970-01-01T04:00:00Z, but the file's step is 7200 s"});
}

}  // namespace
}  // namespace nightwatt
