#include "kernels/running_set.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <random>
#include <vector>

namespace nightwatt {
namespace {

constexpr std::uint32_t most = 13;

Resources of(std::uint64_t cores, std::uint64_t gib) {
    return {cores | gib << 32, 0};
}

/// The same by the definition: everything that runs, looked through anew at every moment.
struct PlainServer {
    struct Task {
        std::int64_t start_ms, end_ms;
        std::uint64_t cores, gib;
    };
    std::uint64_t cores, gib;
    std::vector<Task> tasks;

    [[nodiscard]] bool fits(std::int64_t t_ms, std::uint64_t c, std::uint64_t g) const {
        for (const Task& task : tasks) {
            if (task.start_ms <= t_ms && t_ms < task.end_ms) c += task.cores, g += task.gib;
        }
        return c <= cores && g <= gib;
    }
    [[nodiscard]] std::int64_t earliest_fit(std::int64_t t_ms, std::uint64_t c,
                                            std::uint64_t g) const {
        while (!fits(t_ms, c, g)) ++t_ms;
        return t_ms;
    }
};

class Running : public testing::Test {
  protected:
    Running() { p_.running_bits = static_cast<std::uint32_t>(std::bit_width(rooms_.size() - 1)); }

    ProblemView p_{};
    std::vector<RunningTask> rooms_{RunningSet::scratch_size(most)};
    std::mt19937_64 bits_{1};
};

TEST_F(Running, TasksStartAtTheFirstMomentAtWhichTheyFit) {
    for (int night = 0; night < 200; ++night) {
        PlainServer plain{most, 40, {}};
        RunningSet running(p_, rooms_.data(), of(most, 40));
        std::int64_t t_ms = 0;
        for (int i = 0; i < 60; ++i) {
            const std::uint64_t cores = 1 + bits_() % (i % 7 == 0 ? most : 3);
            const std::uint64_t gib = bits_() % 30;
            // Runtimes of which many are equal: ends meet.
            const auto run_ms = static_cast<std::int64_t>(1 + bits_() % 9 * 5);
            t_ms += static_cast<std::int64_t>(bits_() % 4);
            const std::int64_t start_ms = plain.earliest_fit(t_ms, cores, gib);
            t_ms = running.earliest_fit(t_ms, of(cores, gib));
            ASSERT_EQ(t_ms, start_ms) << "night " << night << ", task " << i;
            running.start(t_ms + run_ms, of(cores, gib));
            plain.tasks.push_back({start_ms, start_ms + run_ms, cores, gib});
        }
    }
}

TEST_F(Running, TasksAreGivenBackInOrderOfTheirEnds) {
    RunningSet running(p_, rooms_.data(), of(most, 40));
    EXPECT_EQ(running.give_first(INT64_MAX), -1);
    std::vector<std::int64_t> ends;
    for (std::uint32_t i = 0; i < most; ++i) {
        ends.push_back(static_cast<std::int64_t>(bits_() % 1000));
        running.start(ends.back(), of(1, i % 3));
    }
    std::sort(ends.begin(), ends.end());
    EXPECT_EQ(running.give_first(ends[0] - 1), -1);
    for (const std::int64_t end_ms : ends) EXPECT_EQ(running.give_first(1000), end_ms);
    EXPECT_EQ(running.give_first(INT64_MAX), -1);
    EXPECT_EQ(running.free().low, of(most, 40).low);
}

}  // namespace
}  // namespace nightwatt
