#include <gtest/gtest.h>

#include <algorithm>

#include "backend/device/device_backend.hpp"
#include "config/parameter_text.hpp"
#include "device/thread_machine.hpp"
#include "errors.hpp"
#include "kernels/loads/cover_plan.hpp"
#include "problem/random_instance.hpp"
#include "search/auto_parameters.hpp"

namespace nightwatt {
namespace {

constexpr BackendRoom large_device{.items_at_once = 132 * 1024};

TEST(Resolve, ADeviceGetsPlansEnoughToBeBusy) {
    const Problem problem(random_instance(1, {.tasks = 600, .servers = 40}));
    const SearchParameters p = resolve({}, problem, large_device);
    EXPECT_GE(p.islands * p.island_plans * (problem.servers() / 2), 65'536);
    EXPECT_LE(p.elites + p.migrants + p.walkers, p.island_plans);
    const Problem loads(random_instance(1, {.tasks = 60, .servers = 4, .loads_only = true}));
    EXPECT_GE(resolve({}, loads, large_device).island_plans, 1000);
}

TEST(Resolve, PlansFitIntoTheDevicesMemory) {
    const Problem problem(random_instance(1, {.tasks = 600, .servers = 40}));
    SearchParameters genetic;
    SearchParameters swarm;
    swarm.algorithm = "swarm";
    for (const std::uint64_t mib : {4, 16, 64}) {
        BackendRoom room = large_device;
        room.free_bytes = mib << 20;
        const SearchParameters p = resolve(genetic, problem, room);
        const auto taken =
            static_cast<std::uint64_t>(p.islands * p.island_plans) * plan_bytes(problem.view());
        EXPECT_LE(taken, room.free_bytes / 2) << mib;
        EXPECT_GE(taken, room.free_bytes / 5) << mib;
        DeviceBackend<ThreadMachine> backend(
            std::make_unique<ThreadMachine>(ThreadMachineShape{.memory_bytes = room.free_bytes}),
            problem.view());
        EXPECT_NO_THROW(backend.resize(whole_ring(static_cast<std::uint32_t>(p.islands),
                                                  static_cast<std::uint32_t>(p.island_plans))));
        const SearchParameters particles = resolve(swarm, problem, room);
        EXPECT_LT(particles.islands * particles.island_plans, p.islands * p.island_plans);
        room.devices = 2;
        const SearchParameters two = resolve(genetic, problem, room);
        EXPECT_GT(two.islands * two.island_plans, p.islands * p.island_plans);
        EXPECT_LE(two.islands * two.island_plans, 2 * (p.islands * p.island_plans + 4));
    }
}

/// A night that can be planned by parts.
Problem large_night() {
    Instance night = random_instance(1, {.tasks = 9000, .servers = 200});
    night.makespan_weight_per_h = 0;
    return Problem(night);
}

TEST(Resolve, DevicesOfAllRanksHaveIslandsAndAreBusy) {
    const Problem problem = large_night();
    SearchParameters hybrid;
    hybrid.algorithm = "hybrid";
    for (const std::uint32_t ranks : {1u, 2u, 4u}) {
        for (const std::uint32_t devices : {1u, 2u, 3u, 8u}) {
            BackendRoom room = large_device;
            room.devices = devices;
            room.items_at_once *= devices;
            for (const SearchParameters& asked : {SearchParameters{}, hybrid}) {
                const SearchParameters p = resolve(asked, problem, room, ranks);
                const std::int64_t machines = std::int64_t{ranks} * devices;
                EXPECT_EQ(p.parts, 1) << "two plans leave a device idle";
                EXPECT_GE(p.islands, machines);
                EXPECT_GE(p.islands * p.island_plans * (problem.servers() / 2),
                          std::int64_t{room.items_at_once} * ranks / 2)
                    << p.algorithm << ' ' << ranks << " x " << devices;
            }
            EXPECT_EQ(resolve({}, problem, room, ranks).islands % (ranks * devices), 0);
        }
    }
}

TEST(Resolve, RanksOfCpusWorkOnParts) {
    EXPECT_EQ(resolve({}, large_night(), {}, 4).parts, 4);
}

TEST(Resolve, WhereLoadsDecideADevicesKernelTakesASecond) {
    constexpr double looks = 1e6;
    const Problem machines(
        random_instance(1, {.tasks = 600, .servers = 10, .resources = 1, .loads_only = true}));
    const SearchParameters p = resolve({}, machines, large_device);
    EXPECT_LE(static_cast<double>(p.rounds * p.moves) * machines.tasks(), looks);
    EXPECT_GE(static_cast<double>(p.rounds * p.moves) * machines.tasks(), looks / 2);
    EXPECT_GT(resolve({}, machines).moves, p.moves);

    // Lessons of covers do sixteen times as much.
    const Problem assignment(random_instance(
        1, {.tasks = 60, .servers = 10, .resources = 1, .loads_only = true, .assignment = true}));
    const SearchParameters covers = resolve({}, assignment, large_device);
    EXPECT_LE(static_cast<double>(cover_lesson * covers.moves) * assignment.tasks(), looks);
    EXPECT_GE(static_cast<double>(cover_lesson * covers.moves) * assignment.tasks(), looks / 2);
}

/// What scripts/gpu_check.sh sets, so that plans of both machines can be compared.
TEST(Resolve, SettingsThatTheGpuCheckGivesLeaveNothingToTheDevice) {
    const Problem night(random_instance(1, {.tasks = 2000, .servers = 40}));
    const Problem etc(
        random_instance(1, {.tasks = 512, .servers = 16, .resources = 1, .loads_only = true}));
    for (const Problem* problem : {&night, &etc}) {
        for (const char* algorithm : {"genetic", "swarm", "hybrid"}) {
            SearchParameters p;
            p.algorithm = algorithm;
            p.generations = 10;
            p.bound_steps = 50;
            p.islands = 4;
            p.island_plans = 16;
            p.elites = 2;
            p.walkers = 8;
            p.rounds = 1;
            p.moves = 4;
            SearchParameters cpu = resolve(p, *problem);
            SearchParameters device = resolve(p, *problem, large_device);
            EXPECT_EQ(toml_values(describe(cpu)), toml_values(describe(device))) << algorithm;
        }
    }
}

TEST(Resolve, CpuThreadsDoNotChangeThePlan) {
    const Problem problem(random_instance(1, {.tasks = 600, .servers = 40}));
    const SearchParameters one = resolve({}, problem, {.items_at_once = 1});
    const SearchParameters many = resolve({}, problem, {.items_at_once = 192});
    EXPECT_EQ(one.islands, many.islands);
    EXPECT_EQ(one.island_plans, many.island_plans);
}

TEST(Resolve, VeryFewTasksAreAnnealedMoreOftenAndFreeEnergyHotter) {
    const Problem night(random_instance(1, {.tasks = 60, .servers = 3}));
    const Problem machines(random_instance(1, {.tasks = 60, .servers = 3, .loads_only = true}));
    const Problem more(random_instance(1, {.tasks = 200, .servers = 3}));
    EXPECT_GT(resolve({}, night).cycles, resolve({}, more).cycles);
    EXPECT_LT(resolve({}, night).rounds, resolve({}, more).rounds);
    EXPECT_GT(resolve({}, machines).threshold, resolve({}, night).threshold);
}

TEST(Resolve, AnOrderAloneIsNotBuiltFromPrices) {
    const Problem night(random_instance(1, {.tasks = 20, .servers = 1}));
    EXPECT_GT(resolve({}, night).price_rounds, 0);
    Instance order = random_instance(1, {.tasks = 20, .servers = 1});
    std::fill(order.series.price_per_kwh.begin(), order.series.price_per_kwh.end(), 0.0);
    order.carbon_price_per_kg = 0;
    EXPECT_EQ(resolve({}, Problem(order)).price_rounds, 0);
}

TEST(Resolve, SettingsThatAreGivenStay) {
    const Problem problem(random_instance(1, {}));
    SearchParameters given;
    given.islands = 3;
    given.island_plans = 11;
    given.walkers = 5;
    const SearchParameters p = resolve(given, problem, large_device);
    EXPECT_EQ(p.islands, 3);
    EXPECT_EQ(p.island_plans, 11);
    EXPECT_EQ(p.walkers, 5);
}

TEST(Resolve, PullsOfParticlesSuitTheirForm) {
    const Problem problem(random_instance(1, {}));
    SearchParameters swarm;
    swarm.algorithm = "swarm";
    EXPECT_EQ(resolve(swarm, problem).swarm_cognitive, 2.05);
    EXPECT_EQ(resolve(swarm, problem).swarm_social, 2.05);
    swarm.swarm_form = "inertia";
    EXPECT_EQ(resolve(swarm, problem).swarm_cognitive, 1.49618);
    EXPECT_EQ(resolve(swarm, problem).swarm_social, 1.49618);
    swarm.swarm_inertia = 0.95;
    EXPECT_NO_THROW((void)resolve(swarm, problem));
    swarm.swarm_social = 1.5;
    EXPECT_THROW((void)resolve(swarm, problem), UsageError);
}

TEST(Resolve, WalkersThatHaveNoPlaceAreRefused) {
    const Problem problem(random_instance(1, {}));
    SearchParameters given;
    given.island_plans = 5;
    given.elites = 2;
    EXPECT_EQ(resolve(given, problem).walkers, 3) << "auto takes what is left";
    given.walkers = 3;
    EXPECT_EQ(resolve(given, problem).walkers, 3);
    given.walkers = 4;
    EXPECT_THROW((void)resolve(given, problem), UsageError);
    given.algorithm = "swarm";
    EXPECT_NO_THROW((void)resolve(given, problem)) << "particles do not walk";
}

TEST(Resolve, ElitesAndMigrantsLeaveAPlanOfAnIslandAtLeast) {
    const Problem problem(random_instance(1, {}));
    const auto takes = [&](std::int64_t plans, std::int64_t elites, std::int64_t migrants) {
        SearchParameters p;
        p.islands = 2;
        p.island_plans = plans;
        p.elites = elites;
        p.migrants = migrants;
        try {
            (void)resolve(p, problem);
            return true;
        } catch (const UsageError&) {
            return false;
        }
    };
    EXPECT_TRUE(takes(5, 2, 2));
    EXPECT_FALSE(takes(4, 2, 2));
    EXPECT_TRUE(takes(9, 2, 1));
    EXPECT_FALSE(takes(9, 2, 3));
}

TEST(Resolve, PartsRefusePopulationsTheyCannotHave) {
    Instance night = random_instance(1, {});
    night.makespan_weight_per_h = 0;
    const Problem problem(night);
    SearchParameters parts;
    parts.parts = 3;
    EXPECT_EQ(resolve(parts, problem).island_plans, 2);
    EXPECT_NO_THROW((void)resolve(resolve(parts, problem), problem)) << "of a plan file";
    SearchParameters contradictory = parts;
    contradictory.island_plans = 8;
    EXPECT_THROW((void)resolve(contradictory, problem), UsageError);
    contradictory = parts;
    contradictory.walkers = 0;
    EXPECT_THROW((void)resolve(contradictory, problem), UsageError);
}

}  // namespace
}  // namespace nightwatt
