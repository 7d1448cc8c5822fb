#include "rules/slot_budget.hpp"

#include <gtest/gtest.h>

#include "hand/hand_builder.hpp"

namespace nightwatt {
namespace {

using hand::hour;

/// One server, of which nine tenths of each hour are filled; the first hour is the cheapest.
Problem night(const std::vector<hand::Task>& tasks) {
    hand::Builder b(3, hour);
    b.add_class().add(hand::Site{.price_per_kwh = {0.1, 0.3, 0.2}}).add(hand::Server{});
    for (const hand::Task& task : tasks) b.add(task);
    return Problem(b.instance());
}

TEST(SlotBudget, ATaskTakesOfASlotWhatItRunsInIt) {
    // Half an hour from the middle of the first leaves 0.4 of it.
    const Problem problem(night({{.runs = {{0.5 * hour, 100}}, .release_s = 0.5 * hour},
                                 {.runs = {{0.35 * hour, 100}}},
                                 {.runs = {{0.35 * hour, 100}}}}));
    SlotBudget budget(problem);
    EXPECT_EQ(budget.place(0).start_ms, 1'800'000);
    EXPECT_EQ(budget.place(1).start_ms, 0);
    EXPECT_EQ(budget.place(2).start_ms, 7'200'000) << "0.05 are left: the next best hour";
}

TEST(SlotBudget, WhereNothingHasRoomTheCheapestHourIsTaken) {
    const Problem problem(night({{.runs = {{hour, 100}}}}));
    EXPECT_EQ(SlotBudget(problem).place(0).start_ms, 0);
}

}  // namespace
}  // namespace nightwatt
