#include "construct/leftovers.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace nightwatt {
namespace {

/// Ten tasks that need 3 to 12 units of one resource and run 10 to 100 ms, on one group of servers
/// of 16 units, which cost 2 a unit and ms.
class LeftoversTest : public testing::Test {
  protected:
    LeftoversTest() {
        ServerGroup group{};
        group.capacity = {16, 0};
        group.levels = 1;
        guide_.per_task = 1;
        guide_.groups = {group};
        guide_.steps = 1;
        guide_.resources = 1;
        guide_.step_ms = 1000;
        guide_.energy_price = {0};
        guide_.resource_price = {2};
        for (std::uint32_t j = 0; j < 10; ++j) {
            TaskFacts facts{};
            facts.need = {3 + j, 0};
            tasks_.push_back(facts);
            options_.push_back({10 * (j + 1), 0});
            guide_.choices.push_back({0, 0, 0, 0});
        }
        view_.tasks = tasks_.data();
        view_.options = options_.data();
        view_.task_count = 10;
        view_.mode_count = 1;
    }

    double waste(const ServerProfile& server, std::uint64_t need, std::int64_t from_ms,
                 std::int64_t to_ms) const {
        return Leftovers(view_, guide_)
            .waste_nano(GuidePrices(guide_), 0, server, {need, 0}, from_ms, to_ms);
    }

    Guide guide_;
    std::vector<TaskFacts> tasks_;
    std::vector<ModeOption> options_;
    ProblemView view_{};
    ServerProfile empty_{Resources{16, 0}};
};

TEST_F(LeftoversTest, NothingIsUselessThatATaskCanUse) {
    EXPECT_EQ(waste(empty_, 13, 100, 200), 0);
    EXPECT_EQ(waste(empty_, 16, 100, 200), 0);
    ServerProfile server = empty_;
    server.add({10, 0}, 100, 150);
    EXPECT_EQ(waste(server, 3, 100, 150), 0);
}

TEST_F(LeftoversTest, RoomBesideATaskThatIsTooSmallForAnyCountsAHalf) {
    EXPECT_DOUBLE_EQ(waste(empty_, 14, 100, 200), 0.5 * 2 * 100 * 2);
    ServerProfile server = empty_;
    server.add({10, 0}, 150, 250);
    EXPECT_DOUBLE_EQ(waste(server, 4, 100, 200), 0.5 * 2 * 50 * 2);
}

/// A quarter of the tasks run less than 30 ms.
TEST_F(LeftoversTest, RoomBeforeAndBehindThatIsTooShortCountsLess) {
    ServerProfile server = empty_;
    server.add({8, 0}, 0, 80);
    server.add({8, 0}, 200, 300);
    EXPECT_EQ(waste(server, 12, 110, 170), 0);
    EXPECT_DOUBLE_EQ(waste(server, 12, 100, 170), 0.15 * 12 * 20 * 2);
    EXPECT_DOUBLE_EQ(waste(server, 12, 110, 171), 0.15 * 12 * 29 * 2);
    EXPECT_EQ(waste(server, 12, 80, 200), 0);
    EXPECT_EQ(waste(server, 8, 100, 171), 0) << "others of its size could go on all the while";
}

TEST_F(LeftoversTest, AGroupInWhichNoTaskStandsBestHasNone) {
    for (GuideChoice& choice : guide_.choices) choice.group = no_group;
    EXPECT_EQ(waste(empty_, 14, 100, 200), 0);
}

}  // namespace
}  // namespace nightwatt
