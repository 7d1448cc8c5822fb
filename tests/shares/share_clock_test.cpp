#include "commands/share_clock.hpp"

#include <gtest/gtest.h>

#include "commands/interruption.hpp"

namespace nightwatt {
namespace {

TEST(ShareClock, EachShareHasAnEqualPartOfWhatIsLeft) {
    const Interruption nothing(0);
    ShareTerms terms;
    terms.before_s = 20;
    ShareClock clock(60, nothing, terms);
    constexpr double slack_s = 1;
    EXPECT_NEAR(clock.begin_share(0, 4), 10, slack_s);
    EXPECT_NEAR(clock.began_s(), 20, slack_s);
    // The first two took no time: the others have more.
    EXPECT_NEAR(clock.begin_share(2, 2), 20, slack_s);
    EXPECT_NEAR(clock.begin_share(3, 1), 40, slack_s);
    EXPECT_EQ(clock.why_stop(), "");
}

TEST(ShareClock, NoLimitStaysNone) {
    const Interruption nothing(0);
    EXPECT_EQ(ShareClock(0, nothing, {}).begin_share(0, 2), 0);
}

TEST(ShareClock, TimeThatIsOverIsALimitStill) {
    const Interruption nothing(0);
    ShareTerms terms;
    terms.before_s = 70;
    const double part_s = ShareClock(60, nothing, terms).begin_share(0, 2);
    EXPECT_GT(part_s, 0);
    EXPECT_LT(part_s, 0.1);
}

}  // namespace
}  // namespace nightwatt
