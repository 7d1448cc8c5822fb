#include <gtest/gtest.h>

#include <algorithm>

#include "backend/device/device_backend.hpp"
#include "backend/drill.hpp"
#include "device/thread_machine.hpp"
#include "loads/family_instance.hpp"

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

}  // namespace
}  // namespace nightwatt
