#include <gtest/gtest.h>

#include <algorithm>

#include "backend/device/device_backend.hpp"
#include "backend/drill.hpp"
#include "device/long_runtimes.hpp"
#include "device/thread_machine.hpp"
#include "loads/family_instance.hpp"
#include "problem/random_instance.hpp"

namespace nightwatt {
namespace {

/// What a device scores by loads alone: with and without prices, levels, idle power, windows that
/// close before all is done, by threads with columns and by groups.
TEST(DeviceLoads, ScoresAndImprovesLikeTheCpu) {
    const FamilyShape shapes[] = {
        {.tasks = 24, .servers = 5, .energy = true, .windows = true},
        {.tasks = 21, .servers = 4, .energy = true, .idle = true, .windows = true},
    };
    for (const FamilyShape& shape : shapes) {
        for (const bool free : {false, true}) {
            Instance instance = family_instance(3, shape);
            if (free) std::ranges::fill(instance.series.price_per_kwh, 0.0);
            const Problem problem(instance);
            ASSERT_TRUE(problem.view().loads_only);
            ASSERT_EQ(problem.view().priced, !free);
            ASSERT_GT(problem.view().mode_count, problem.view().server_count);
            const std::vector<std::uint64_t> cpu =
                run_drill(*create_cpu_backend(problem.view(), 1), problem, {});
            for (const bool columns : {false, true}) {
                DeviceBackend<ThreadMachine> device(
                    std::make_unique<ThreadMachine>(ThreadMachineShape{.columns = columns}),
                    problem.view());
                EXPECT_EQ(run_drill(device, problem, {}), cpu)
                    << shape.tasks << " tasks, " << (free ? "free" : "priced") << ", "
                    << (columns ? "columns" : "groups");
            }
        }
    }
}

/// A thread's loads are 32 bits wide where they fit, and 64 where they do not.
TEST(DeviceLoads, ScoresLongRuntimesLikeTheCpu) {
    const Instance instance =
        random_instance(67, {.tasks = 67, .servers = 16, .resources = 1, .loads_only = true});
    const Problem shorter(instance);
    EXPECT_LE(longest_load_ms(shorter.view()), UINT32_MAX);
    const Problem problem(longer(instance, 300));
    EXPECT_GT(longest_load_ms(problem.view()), 2 * std::uint64_t{UINT32_MAX});
    ASSERT_TRUE(problem.view().loads_only);
    const Drill first{.swarm_islands = 0, .generations = 1};
    DeviceBackend<ThreadMachine> device(std::make_unique<ThreadMachine>(ThreadMachineShape{}),
                                        problem.view());
    EXPECT_EQ(run_drill(device, problem, first),
              run_drill(*create_cpu_backend(problem.view(), 1), problem, first));
}

}  // namespace
}  // namespace nightwatt
