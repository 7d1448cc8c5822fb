#include "construct/server_profile.hpp"

#include <gtest/gtest.h>

#include "kernels/random.hpp"

namespace nightwatt {
namespace {

constexpr std::int64_t horizon_ms = 60;
constexpr std::uint64_t capacity = 8;

Resources units(std::uint64_t amount) {
    return {amount, 0};
}

struct Task {
    std::uint64_t need;
    std::int64_t from_ms;
    std::int64_t to_ms;
};

std::uint64_t used(const std::vector<Task>& tasks, std::int64_t t_ms) {
    std::uint64_t sum = 0;
    for (const Task& task : tasks) {
        if (task.from_ms <= t_ms && t_ms < task.to_ms) sum += task.need;
    }
    return sum;
}

bool fits(const std::vector<Task>& tasks, std::uint64_t need, std::int64_t from_ms,
          std::int64_t run_ms) {
    for (std::int64_t t_ms = from_ms; t_ms < from_ms + run_ms; ++t_ms) {
        if (used(tasks, t_ms) + need > capacity) return false;
    }
    return true;
}

TEST(ServerProfile, FindsTheNearestMomentsAtWhichATaskFits) {
    std::uint32_t item = 0;
    const auto below = [&](std::uint32_t n) {
        return draw(3, Purpose::Move, 0, 0, item++).below(0, n);
    };
    for (int round = 0; round < 50; ++round) {
        ServerProfile profile(units(capacity));
        std::vector<Task> tasks;
        for (int k = 0; k < 30; ++k) {
            const std::uint64_t need = 1 + below(5);
            const std::int64_t run_ms = 1 + below(12);
            const std::int64_t wish_ms = below(horizon_ms);
            std::int64_t earliest_ms = wish_ms;
            while (!fits(tasks, need, earliest_ms, run_ms)) ++earliest_ms;
            ASSERT_EQ(profile.earliest_fit_ms(units(need), run_ms, wish_ms, INT64_MAX),
                      earliest_ms);
            const std::int64_t last_ms = wish_ms + 5;
            ASSERT_EQ(profile.earliest_fit_ms(units(need), run_ms, wish_ms, last_ms),
                      earliest_ms <= last_ms ? earliest_ms : INT64_MAX);
            std::int64_t latest_ms = wish_ms;
            while (latest_ms >= 3 && !fits(tasks, need, latest_ms, run_ms)) --latest_ms;
            ASSERT_EQ(profile.latest_fit_ms(units(need), run_ms, wish_ms, 3),
                      latest_ms >= 3 ? latest_ms : INT64_MIN);
            const auto free_at = [&](std::int64_t t_ms) { return fits(tasks, need, t_ms, 1); };
            std::int64_t since_ms = wish_ms;
            while (since_ms > 3 && free_at(since_ms - 1)) --since_ms;
            ASSERT_EQ(profile.free_since_ms(units(need), wish_ms, 3), larger(since_ms, 3));
            std::int64_t until_ms = wish_ms;
            while (until_ms < horizon_ms && free_at(until_ms)) ++until_ms;
            ASSERT_EQ(profile.free_until_ms(units(need), wish_ms, horizon_ms), until_ms);
            if (below(2) == 0) continue;
            profile.add(units(need), earliest_ms, earliest_ms + run_ms);
            tasks.push_back({need, earliest_ms, earliest_ms + run_ms});
            for (std::int64_t t_ms = 0; t_ms < 2 * horizon_ms; ++t_ms) {
                const ServerProfile::Step& step = profile.steps()[profile.step_at(t_ms)];
                ASSERT_EQ(step.free.low, capacity - used(tasks, t_ms));
                ASSERT_EQ(step.running != 0, used(tasks, t_ms) != 0);
            }
        }
    }
}

}  // namespace
}  // namespace nightwatt
