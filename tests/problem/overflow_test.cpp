#include <gtest/gtest.h>

#include <string>

#include "errors.hpp"
#include "generate/plain_machines.hpp"
#include "problem/problem.hpp"

namespace nightwatt {
namespace {

/// What a problem is refused for; empty: it is not.
std::string refusal(const Instance& instance) {
    try {
        const Problem problem(instance);
        return {};
    } catch (const InputError& error) {
        return error.problems().front();
    }
}

TEST(Prices, ThatMightOverflowAreRefusedWithWhatCanBeHeld) {
    Instance instance = generate_plain_machines(2, 2, 1);
    EXPECT_EQ(refusal(instance), "");
    instance.slot_s = instance.horizon_s = 14'400;
    instance.series.price_per_kwh.assign(instance.series.size(), 9e8);
    EXPECT_NE(refusal(instance).find("integral of the rate"), std::string::npos);
    EXPECT_NE(refusal(instance).find("holds at most 4.61"), std::string::npos);
}

TEST(Times, ThatMightOverflowBesideManyOthersAreRefused) {
    // All may run at once: 17 bits for their rooms. 65,537 times 4e6 s are 2.6e14 ms; times 2^17
    // more than 2^63.
    Instance instance = generate_plain_machines(65'537, 1, 1);
    instance.makespan_weight_per_h = 0;
    instance.slot_s = instance.horizon_s = 5e6;
    instance.servers.capacity[0] = {65'537};
    EXPECT_EQ(refusal(instance), "");
    instance.runtimes.runtime_s.assign(instance.runtimes.size(), 4e6);
    EXPECT_NE(refusal(instance).find("times the tasks that a server can run"), std::string::npos)
        << refusal(instance);
    instance.servers.capacity[0] = {65};
    EXPECT_EQ(refusal(instance), "");
}

TEST(Powers, OfServersAreAddedUp) {
    // 4 MW through five hours are 7.2e16 uJ; a hundred such servers pass 2^62, 4.6e18.
    Instance instance = generate_plain_machines(2, 100, 1);
    instance.makespan_weight_per_h = 0;
    instance.slot_s = instance.horizon_s = 18'000;
    instance.servers.idle_w.assign(100, 0);
    instance.servers.idle_w.front() = instance.servers.idle_w.back() = 4e6;
    EXPECT_EQ(refusal(instance), "");
    instance.servers.idle_w.assign(100, 4e6);
    EXPECT_NE(refusal(instance).find("the energy"), std::string::npos) << refusal(instance);
}

}  // namespace
}  // namespace nightwatt
