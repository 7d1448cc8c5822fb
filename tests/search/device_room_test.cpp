#include "search/device_room.hpp"

#include <gtest/gtest.h>

#include "backend/device/plan_bytes.hpp"
#include "problem/random_instance.hpp"
#include "search/auto_parameters.hpp"

namespace nightwatt {
namespace {

SearchParameters settings(const Problem& problem, std::int64_t islands) {
    SearchParameters p;
    p.islands = islands;
    p.island_plans = 100;
    return resolve(p, problem);
}

/// Fewest bytes, free on each of so many devices of each rank, that so many islands have room on.
double least_bytes(const Problem& problem, std::int64_t islands, std::uint32_t devices,
                   std::uint32_t ranks) {
    const SearchParameters p = settings(problem, islands);
    std::uint64_t low = 0;
    std::uint64_t high = std::uint64_t{1} << 40;
    while (low < high) {
        const std::uint64_t middle = low + (high - low) / 2;
        const bool fits =
            lacks_room(p, problem, {.devices = devices, .free_bytes = middle}, ranks).empty();
        (fits ? high : low) = fits ? middle : middle + 1;
    }
    return static_cast<double>(low);
}

TEST(DeviceRoom, IsThatOfTheDeviceWithMostIslands) {
    const Problem problem(random_instance(1, {.tasks = 60, .servers = 4}));
    const double two_islands = least_bytes(problem, 4, 2, 1);
    EXPECT_EQ(least_bytes(problem, 4, 1, 2), two_islands);
    EXPECT_EQ(least_bytes(problem, 3, 2, 1), two_islands);
    EXPECT_GT(least_bytes(problem, 4, 1, 1), two_islands);
    // Migrants of the other device's islands are its guests.
    const auto guests = static_cast<double>(settings(problem, 4).migrants);
    EXPECT_EQ(two_islands - least_bytes(problem, 2, 1, 1),
              guests * static_cast<double>(plan_bytes(problem.view())));
}

TEST(DeviceRoom, HoldsThePopulationAndTheProblemTwice) {
    const Problem problem(random_instance(1, {.tasks = 60, .servers = 4}));
    const auto migrants = static_cast<std::uint32_t>(settings(problem, 2).migrants);
    EXPECT_NEAR(least_bytes(problem, 2, 1, 1),
                population_bytes(problem.view(), whole_ring(2, 100, 0, migrants)) +
                    2.0 * static_cast<double>(problem.bytes()),
                1);
}

}  // namespace
}  // namespace nightwatt
