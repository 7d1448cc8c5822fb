#include <gtest/gtest.h>

#include "hand/hand_builder.hpp"
#include "problem/problem.hpp"

namespace nightwatt {
namespace {

using hand::Builder;
using hand::Server;
using hand::Site;

Instance night(const Site& site, const Server& server) {
    Builder b(2, 3600);
    b.add_class().add(site).add(server);
    b.add(hand::Task{.runs = {{1800, 100}}, .deadline_s = 60, .tardiness_weight_per_h = 1});
    return b.instance();
}

bool waiting_pays(const Site& site, const Server& server) {
    return Problem(night(site, server)).view().waiting_pays;
}

TEST(Waiting, PaysWhereTheRateChangesOrIsNegative) {
    EXPECT_FALSE(waiting_pays({.price_per_kwh = {0.2}}, {}));
    EXPECT_TRUE(waiting_pays({.price_per_kwh = {0.2, 0.3}}, {}));
    EXPECT_TRUE(waiting_pays({.price_per_kwh = {-0.2}}, {}));
}

TEST(Waiting, PaysWhereAGapDrawsPowerThatCosts) {
    const Site flat{.price_per_kwh = {0.2}};
    EXPECT_TRUE(waiting_pays(flat, {.idle_w = 100}));
    EXPECT_TRUE(waiting_pays(flat, {.sleep_w = 5}));
    EXPECT_TRUE(waiting_pays(flat, {.wake_j = 1000}));
    EXPECT_FALSE(waiting_pays({.price_per_kwh = {0}}, {.idle_w = 100, .wake_j = 1000}));
}

TEST(Waiting, PaysWhereASiteHasACap) {
    EXPECT_TRUE(waiting_pays({.price_per_kwh = {0}, .hard_cap_w = {1000}}, {}));
}

TEST(Waiting, PaysWhereAPlanIsPublished) {
    const Instance instance = night({.price_per_kwh = {0}}, {});
    const Plan plan =
        hand::make_plan({{.task = 0, .server = 0, .start_s = 1800, .end_s = 3600, .hold_s = 1800}});
    EXPECT_TRUE(Problem(instance, publish(plan, 1, 0)).view().waiting_pays);
}

}  // namespace
}  // namespace nightwatt
