#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>

#include "io/import/history/history_grid.hpp"
#include "io/import/history/local_clock.hpp"
#include "io/import/history/measured_files.hpp"
#include "tests/import/scratch_files.hpp"
#include "tests/import/series_files.hpp"

namespace nightwatt {
namespace {

using namespace testing;

class HistoryFiles : public ScratchFiles {
  protected:
    /// The first series of a CSV.
    HistorySeries csv(const std::string& text, const std::string& clock = "utc",
                      std::int64_t step_s = 0, bool skip = false) {
        const MeasuredFile form{file("m.csv", text), "here", "site", clock, skip};
        return lay_on_grid(read_measured_csv(form), step_s, report_).front();
    }

    GridReport report_;
};

UtcSeconds at(const char* text) {
    return *parse_moment(text);
}

std::vector<UtcSeconds> shown(const std::string& clock, const char* reading) {
    return LocalClock(clock).moments(*parse_clock(reading));
}

TEST(LocalClock, AutumnShowsAnHourTwiceAndSpringNone) {
    EXPECT_EQ(shown("us-eastern", "2025-11-02 01:30"),
              (std::vector{at("2025-11-02 05:30Z"), at("2025-11-02 06:30Z")}));
    EXPECT_EQ(shown("us-eastern", "2025-03-09 02:30"), std::vector<UtcSeconds>{});
    EXPECT_EQ(shown("us-eastern", "2025-03-09 03:00"), std::vector{at("2025-03-09 07:00Z")});
    EXPECT_EQ(shown("us-pacific", "2023-01-01 00:00"), std::vector{at("2023-01-01 08:00Z")});
    EXPECT_EQ(shown("eu-central", "2023-10-29 02:00"),
              (std::vector{at("2023-10-29 00:00Z"), at("2023-10-29 01:00Z")}));
    EXPECT_EQ(shown("eu-central", "2023-03-26 02:59"), std::vector<UtcSeconds>{});
    EXPECT_EQ(shown("+05:30", "2023-01-01 05:30"), std::vector{at("2023-01-01 00:00Z")});
    EXPECT_THROW(LocalClock("mars"), UsageError);
}

TEST(LocalClock, BeforeItsRuleItShowsNothing) {
    EXPECT_EQ(shown("us-eastern", "2006-07-01 12:00"), std::vector<UtcSeconds>{});
    EXPECT_EQ(shown("us-eastern", "2007-07-01 12:00").size(), 1u);
    EXPECT_EQ(shown("eu-central", "1995-12-31 12:00"), std::vector<UtcSeconds>{});
    EXPECT_EQ(shown("eu-central", "1996-01-01 00:00").size(), 1u);
    EXPECT_EQ(shown("-05:00", "2006-07-01 12:00").size(), 1u);
}

TEST_F(HistoryFiles, NewestFirstByteOrderMarkAndGapsAreHandled) {
    const HistorySeries series =
        csv("\xEF\xBB\xBFtime,load_w [W]\r\n2023-01-01 05:00,5\r\n2023-01-01 02:00,2\r\n"
            "2023-01-01 01:00,\r\n2023-01-01 00:00,0\r\n");
    EXPECT_EQ(series.id(), "here/load_w");
    EXPECT_EQ(series.unit, "W");
    EXPECT_EQ(series.start_s, static_cast<double>(at("2023-01-01 00:00Z")));
    EXPECT_TRUE(report_.newest_first);
    ASSERT_EQ(series.values.size(), 6u);
    EXPECT_EQ(series.values[0], 0);
    EXPECT_EQ(series.values[2], 2);
    EXPECT_EQ(series.values[5], 5);
    EXPECT_EQ(count_gaps(series.values).missing, 3u);  // 1:00 is empty, 3:00 and 4:00 are not there
    EXPECT_EQ(count_gaps(series.values).longest, 2u);
}

TEST_F(HistoryFiles, RepeatedHourOfAutumnIsToldApartByOrder) {
    const std::string forward =
        "t,x\n2025-11-02 00:00,1\n2025-11-02 01:00,2\n2025-11-02 01:00,3\n2025-11-02 02:00,4\n";
    const std::string backward =
        "t,x\n2025-11-02 02:00,4\n2025-11-02 01:00,3\n2025-11-02 01:00,2\n2025-11-02 00:00,1\n";
    for (const std::string& text : {forward, backward}) {
        const HistorySeries series = csv(text, "us-eastern");
        EXPECT_EQ(series.start_s, static_cast<double>(at("2025-11-02 04:00Z")));
        EXPECT_EQ(series.values, (std::vector<double>{1, 2, 3, 4}));
    }
    // An hour later in spring than the clock's numbers say: no gap.
    const HistorySeries spring =
        csv("t,x\n2025-03-09 00:00,1\n2025-03-09 01:00,2\n2025-03-09 03:00,3\n", "us-eastern");
    EXPECT_EQ(spring.values, (std::vector<double>{1, 2, 3}));
}

TEST_F(HistoryFiles, HourThatSpringSkipsIsRefusedByRow) {
    const std::string text = "t,x\n2025-03-09 01:00,1\n2025-03-09 02:00,2\n2025-03-09 03:00,3\n";
    EXPECT_NE(message_of([&] { (void)csv(text, "us-eastern"); }).find("m.csv:3: the clock"),
              std::string::npos);
    EXPECT_EQ(csv(text, "us-eastern", 0, true).values, (std::vector<double>{1, 3}));
}

TEST_F(HistoryFiles, MomentsBeforeTheClocksRuleAreRefused) {
    const std::string text = "t,x\n2006-04-03 12:00,1\n2006-04-03 13:00,2\n";
    EXPECT_NE(message_of([&] {
                  (void)csv(text, "us-eastern");
              }).find("m.csv:2: the clock us-eastern has had its rule for summer since 2007 only"),
              std::string::npos);
}

TEST_F(HistoryFiles, MomentsAsJavaScriptWritesThemAreRead) {
    const HistorySeries series =
        csv("t,x\n2026-01-01T00:00:00.000Z,3\n2026-01-01T02:00:00.000+01:00,4\n", "us-eastern");
    EXPECT_EQ(series.start_s, static_cast<double>(at("2026-01-01 00:00Z")));
    EXPECT_EQ(series.values, (std::vector<double>{3, 4}));
}

TEST_F(HistoryFiles, RepeatedRowsAreDroppedAndContradictionsRefused) {
    const std::string text = "t,x\n2023-01-01 00:00,1\n2023-01-01 01:00,2\n2023-01-01 01:00,2\n";
    EXPECT_EQ(csv(text).values, (std::vector<double>{1, 2}));
    EXPECT_EQ(report_.repeated, 1u);
    EXPECT_NE(
        message_of([&] {
            (void)csv(text + "2023-01-01 01:00,3\n");
        }).find("m.csv:5: 2023-01-01T01:00:00Z stands twice with different values, first at 3"),
        std::string::npos);
}

TEST_F(HistoryFiles, IrregularStepsAreRefusedByRowOrAveraged) {
    const std::string text =
        "t,x\n2023-01-01 00:00,1\n2023-01-01 01:00,2\n2023-01-01 01:20,4\n2023-01-01 02:00,3\n"
        "2023-01-01 03:00,5\n2023-01-01 04:00,5\n";
    EXPECT_NE(
        message_of([&] { (void)csv(text); }).find("m.csv:4: 2023-01-01T01:20:00Z lies beside"),
        std::string::npos);
    EXPECT_EQ(csv(text, "utc", 3600).values, (std::vector<double>{1, 3, 3, 5, 5}));
    EXPECT_EQ(report_.averaged, 1u);
}

TEST_F(HistoryFiles, StepsThatTheRowsDoNotFillAreTold) {
    const auto parts = [&](const std::string& rows) {
        report_ = {};
        (void)csv("t,x\n" + rows, "utc", 3600);
        return std::pair(report_.parts.first, report_.parts.last);
    };
    const std::string hour =
        "2023-01-01 00:00,1\n2023-01-01 00:15,2\n2023-01-01 00:30,3\n2023-01-01 00:45,4\n";
    EXPECT_EQ(parts(hour), std::pair(false, false));
    EXPECT_EQ(parts(hour + "2023-01-01 01:00,1\n"), std::pair(false, true));
    EXPECT_EQ(parts("2022-12-31 23:45,1\n" + hour), std::pair(true, false));
    EXPECT_EQ(parts("2023-01-01 00:15,1\n2023-01-01 00:30,2\n"), std::pair(true, true));
    // Rows beside the full quarters fill the hour all the same; clocks wander by seconds.
    EXPECT_EQ(parts("2023-01-01 00:10,1\n2023-01-01 00:25,2\n2023-01-01 00:40,3\n"
                    "2023-01-01 00:55,3\n"),
              std::pair(false, false));
    EXPECT_EQ(parts("2023-01-01 00:00:03,1\n2023-01-01 00:15:02,2\n2023-01-01 00:30:01,3\n"
                    "2023-01-01 00:44:58,3\n"),
              std::pair(false, false));
    EXPECT_EQ(parts("2023-01-01 00:00,1\n"), std::pair(true, true));  // who knows
    EXPECT_EQ(parts("2023-01-01 00:00,1\n2023-01-01 01:00,2\n2023-01-01 02:00,2\n"),
              std::pair(false, false));
}

TEST_F(HistoryFiles, MalformedRowsAreRefusedAllAtOnceOrCounted) {
    const std::string text =
        "t,x\n2023-01-01 00:00,1\nyesterday,2\n2023-01-01 01:00,much\n2023-01-01 02:00\n"
        "2023-01-01 01:00,2\n2023-13-01 02:00,3\n";
    const auto problems = problems_of([&] { (void)csv(text); });
    ASSERT_EQ(problems.size(), 4u);
    EXPECT_NE(problems[0].find("m.csv:3: t is 'yesterday'"), std::string::npos) << problems[0];
    EXPECT_NE(problems[1].find("m.csv:4: x is 'much'"), std::string::npos) << problems[1];
    EXPECT_NE(problems[2].find("m.csv:5: 1 fields where the header has 2"), std::string::npos);
    EXPECT_NE(problems[3].find("m.csv:7:"), std::string::npos);
    EXPECT_EQ(csv(text, "utc", 0, true).values, (std::vector<double>{1, 2}));
    EXPECT_EQ(report_.skipped.size(), 4u);
}

TEST_F(HistoryFiles, BiohpcFooterMustCountTheRows) {
    const std::string head =
        "name\ttimestamp\tpowerave\ttempave\tutilave\n"
        "gpu1\t2025-10-31 09:00:00.000\t70\t35\t1\ngpu1\t2025-10-31 08:00:00.000\t60\t34\t0\n";
    const std::string end = "\n\nCompletion time: 2025-10-31T10:35:47.0119102-04:00\n";
    const MeasuredFile good{file("a.txt", head + "\n(2 rows affected)" + end), "", "server",
                            "us-eastern", false};
    const auto series = lay_on_grid(read_biohpc(good), 0, report_);
    ASSERT_EQ(series.size(), 3u);
    EXPECT_EQ(series[0].id(), "gpu1/power_w");
    EXPECT_EQ(series[0].values, (std::vector<double>{60, 70}));
    EXPECT_EQ(series[0].start_s, static_cast<double>(at("2025-10-31 12:00Z")));
    const MeasuredFile cut{file("b.txt", head + "\n(3 rows affected)" + end), "", "server",
                           "us-eastern", false};
    EXPECT_NE(message_of([&] { (void)read_biohpc(cut); }).find("but there are 2 rows"),
              std::string::npos);
}

TEST_F(HistoryFiles, EnergyFilesMayHaveGaps) {
    const UtcSeconds start = at("2023-10-28 22:00Z");
    const std::string text = carbon_csv(start, 2) + "2023-10-29 02:00:00,Germany,DE,1,7\n" +
                             "2023-10-29 03:00:00,Germany,DE,1,\n";
    const MeasuredFile form{file("c.csv", text), "here", "site", "utc", false};
    const HistorySeries series = lay_on_grid(read_measured_carbon(form, true), 0, report_).front();
    ASSERT_EQ(series.values.size(), 6u);
    EXPECT_EQ(count_gaps(series.values).missing, 3u);
    EXPECT_EQ(series.values[4], 7);
    // What becomes an instance must have every hour.
    EXPECT_NE(message_of([&] {
                  (void)make_series("c.csv", "carbon intensity", 3600,
                                    {{start, 1, "2"}, {start + 3600, std::nan(""), "3"}});
              }).find("c.csv:3: no carbon intensity"),
              std::string::npos);
}

TEST(History, TiledAndEqualSeriesAreFlagged) {
    std::vector<double> day(48);
    for (std::size_t i = 0; i < day.size(); ++i) day[i] = std::sin(static_cast<double>(i * i));
    day[5] = std::nan("");
    std::vector<double> tiled;
    for (int copy = 0; copy < 4; ++copy) tiled.insert(tiled.end(), day.begin(), day.end());
    tiled.resize(tiled.size() - 7);
    EXPECT_EQ(repetition_steps(tiled), 48u);
    std::vector<double> changed = tiled;
    changed.back() += 1e-9;
    EXPECT_EQ(repetition_steps(changed), 0u);
    EXPECT_EQ(repetition_steps(std::vector<double>(1000, 3.0)), 0u);  // constant
    EXPECT_EQ(repetition_steps({}), 0u);
    const HistorySeries a{"server", "a", "power_w", "W", 0, 60, changed};
    const HistorySeries b{"server", "b", "power_w", "W", 0, 60, changed};
    const HistorySeries c{"server", "c", "power_w", "W", 0, 60, tiled};
    EXPECT_EQ(copy_warnings({a, b, c}),
              (std::vector<std::string>{
                  "c/power_w repeats itself exactly after 48 steps: it looks like copies laid end "
                  "to end",
                  "a/power_w and b/power_w are equal, value for value"}));
}

TEST_F(HistoryFiles, PublicServersHaveTheGapsThatAreKnown) {
    const std::string path = NIGHTWATT_DATA "/history/biohpc_cbsugpu05.txt";
    if (!std::filesystem::exists(path)) GTEST_SKIP() << path << " is not here";
    const MeasuredFile form{path, "", "server", "us-eastern", false};
    const auto series = lay_on_grid(read_biohpc(form), 0, report_);
    EXPECT_TRUE(report_.newest_first);
    EXPECT_EQ(report_.rows, 23371u);
    EXPECT_EQ(series[0].values.size() - count_gaps(series[0].values).missing, 23371u);
    EXPECT_TRUE(copy_warnings(series).empty());
}

}  // namespace
}  // namespace nightwatt
