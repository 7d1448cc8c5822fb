#include <gtest/gtest.h>

#include "bound/bound.hpp"
#include "errors.hpp"
#include "loads/family_instance.hpp"
#include "problem/random_instance.hpp"

namespace nightwatt {
namespace {

/// Problems of all methods; the last but one has more servers than a task keeps options.
std::vector<Instance> instances() {
    return {
        random_instance(1), random_instance(2, {.coupled = true, .transfers = true}),
        random_instance(3, {.tasks = 50, .servers = 5, .resources = 1, .loads_only = true}),
        family_instance(4, {.tasks = 60, .servers = 40, .energy = true, .idle = true}),
        random_instance(
            5,
            {.tasks = 40, .servers = 6, .resources = 1, .loads_only = true, .assignment = true})};
}

void advance(BoundMethod& method, int steps) {
    for (int step = 0; step < steps; ++step) static_cast<void>(method.advance());
}

TEST(BoundState, AMethodGoesOnFromItAsIfItHadComeThatFarItself) {
    for (const Instance& instance : instances()) {
        const Problem problem(instance);
        for (const int pause : {0, 7, 45, 130}) {
            const std::unique_ptr<BoundMethod> first = create_bound(problem, 2);
            advance(*first, pause);
            const BoundState state = first->state();
            const std::unique_ptr<BoundMethod> second = create_bound(problem, 1);
            second->restore(state);
            EXPECT_EQ(second->state(), state);
            for (BoundMethod* method : {first.get(), second.get()}) {
                advance(*method, 90);
                method->certify();
            }
            EXPECT_EQ(second->state(), first->state()) << "paused after " << pause;
            EXPECT_EQ(second->bound().cost_nano, first->bound().cost_nano);
            EXPECT_EQ(second->bound().steps, first->bound().steps);
        }
    }
}

TEST(BoundState, OfAnotherProblemIsRefused) {
    const Problem small(random_instance(1));
    const Problem large(random_instance(1, {.slots = 48}));
    EXPECT_THROW(create_bound(large, 1)->restore(create_bound(small, 1)->state()), InputError);
    EXPECT_THROW(create_bound(small, 1)->restore(create_bound(large, 1)->state()), InputError);
}

}  // namespace
}  // namespace nightwatt
