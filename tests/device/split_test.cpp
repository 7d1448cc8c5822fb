#include <gtest/gtest.h>

#include "backend/device/device_backend.hpp"
#include "backend/split_backend.hpp"
#include "device/parity_cases.hpp"
#include "device/thread_machine.hpp"
#include "errors.hpp"
#include "rank_place.hpp"

namespace nightwatt {
namespace {

/// A ring over so many groups: on the CPU and on a device, in turn.
std::unique_ptr<Backend> split(const Problem& problem, std::size_t groups) {
    std::vector<std::unique_ptr<IslandGroup>> all;
    while (all.size() < groups) {
        if (all.size() % 2 == 0) {
            all.push_back(group_on(create_cpu_backend(problem.view(), 1)));
        } else {
            all.push_back(group_on(std::make_unique<DeviceBackend<ThreadMachine>>(
                std::make_unique<ThreadMachine>(ThreadMachineShape{}), problem.view())));
        }
    }
    return std::make_unique<SplitBackend>("split", std::move(all));
}

Drill with_islands(Drill drill, std::uint32_t islands) {
    drill.islands = islands;
    drill.swarm_islands = std::min(2 * drill.swarm_islands, islands);
    return drill;
}

IslandRange ring_of(const Drill& drill) {
    return whole_ring(drill.islands, drill.island_plans, drill.swarm_islands, 1);
}

class SplitRing : public testing::TestWithParam<ParityCase> {};

TEST_P(SplitRing, GivesTheBitsOfOneBackend) {
    const ParityCase& one = GetParam();
    const Problem problem(random_instance(3, one.shape));
    const Drill drill = with_islands(one.drill, 5);
    const std::vector<std::uint64_t> whole =
        run_drill(*create_cpu_backend(problem.view(), 1), problem, drill);
    for (const std::size_t groups : {2u, 3u, 7u}) {
        EXPECT_EQ(run_drill(*split(problem, groups), problem, drill), whole) << groups << " groups";
    }
}

INSTANTIATE_TEST_SUITE_P(Cases, SplitRing, testing::ValuesIn(parity_cases()),
                         [](const auto& one) { return one.param.name; });

TEST(SplitBackend, GoesOnFromTheStateOfAnyOtherSplit) {
    const Problem problem(random_instance(4, {}));
    const Drill drill = with_islands({}, 6);
    const std::unique_ptr<Backend> three = split(problem, 3);
    (void)run_drill(*three, problem, drill);
    const PopulationState state = three->state();
    const std::uint64_t hash = three->evaluate().population_hash;
    for (const std::size_t groups : {1u, 2u, 4u}) {
        const std::unique_ptr<Backend> other = split(problem, groups);
        other->resize(ring_of(drill));
        other->restore(state);
        EXPECT_EQ(other->evaluate().population_hash, hash) << groups << " groups";
        EXPECT_EQ(other->state(), state) << groups << " groups";
    }
}

/// Devices of one process in threads of their own, beside a group that is split in itself.
std::unique_ptr<Backend> nested(const Problem& problem) {
    const ProblemView view = problem.view();
    const auto thread = [view] {
        return threaded_group([view] { return create_cpu_backend(view, 1); });
    };
    std::vector<std::unique_ptr<IslandGroup>> inner;
    for (int i = 0; i < 3; ++i) inner.push_back(thread());
    std::vector<std::unique_ptr<IslandGroup>> outer;
    outer.push_back(group_on(std::make_unique<SplitBackend>("inner", std::move(inner))));
    outer.push_back(thread());
    return std::make_unique<SplitBackend>("outer", std::move(outer));
}

TEST(SplitBackend, MayBePartOfAnotherOneAndWorkInThreads) {
    for (const std::uint64_t seed : {1u, 2u}) {
        const Problem problem(random_instance(seed, {.coupled = true}));
        const Drill drill = with_islands({}, 7);
        const std::unique_ptr<Backend> whole = create_cpu_backend(problem.view(), 1);
        const std::unique_ptr<Backend> parts = nested(problem);
        EXPECT_EQ(run_drill(*parts, problem, drill), run_drill(*whole, problem, drill));
        EXPECT_EQ(parts->state(), whole->state());
        const PopulationState state = whole->state();
        const std::unique_ptr<Backend> other = nested(problem);
        other->resize(ring_of(drill));
        other->restore(state);
        EXPECT_EQ(other->evaluate().population_hash, whole->evaluate().population_hash);
        for (std::uint32_t p = 0; p < ring_of(drill).plans(); p += 5) {
            EXPECT_EQ(other->genes(p), whole->genes(p));
        }
    }
}

TEST(SplitBackend, ThrowsWhatAThreadOfItsThrows) {
    const Problem problem(random_instance(1, {}));
    std::vector<std::unique_ptr<IslandGroup>> groups;
    groups.push_back(group_on(create_cpu_backend(problem.view(), 1)));
    groups.push_back(threaded_group(
        []() -> std::unique_ptr<Backend> { throw DeviceError("the second device is broken"); }));
    SplitBackend split("split", std::move(groups));
    begin_drill(split, problem, {.islands = 2});
    EXPECT_THROW((void)split.evaluate(), DeviceError);
    EXPECT_THROW((void)split.evaluate(), DeviceError);
}

TEST(OwnDevices, RanksOfANodeShareThemOut) {
    const RankPlace before = rank_place;
    EXPECT_EQ(own_devices(4), (std::vector<std::size_t>{0, 1, 2, 3}));
    rank_place.of_devices = 2;
    rank_place.on_devices = 1;
    EXPECT_EQ(own_devices(4), (std::vector<std::size_t>{1, 3}));
    EXPECT_EQ(own_devices(3), (std::vector<std::size_t>{1}));
    EXPECT_EQ(own_devices(1), (std::vector<std::size_t>{0}));
    EXPECT_TRUE(own_devices(0).empty());
    rank_place = before;
}

TEST(OwnDevices, RanksThatSeeOthersKeepAllOfTheirs) {
    RankPlace place{.on_node = 2, .of_node = 4};
    place.share_devices(std::vector<std::uint64_t>{5, 5, 5, 5});
    EXPECT_EQ(place.on_devices, 2);
    EXPECT_EQ(place.of_devices, 4);
    place.share_devices(std::vector<std::uint64_t>{5, 9, 9, 5});
    EXPECT_EQ(place.on_devices, 1);
    EXPECT_EQ(place.of_devices, 2);
    place.share_devices(std::vector<std::uint64_t>{1, 2, 3, 4});
    EXPECT_EQ(place.on_devices, 0);
    EXPECT_EQ(place.of_devices, 1);
}

TEST(SplitBackend, NumbersPlansThroughTheWholeRing) {
    const Problem problem(random_instance(5, {}));
    const Drill drill = with_islands({}, 4);
    const std::unique_ptr<Backend> whole = create_cpu_backend(problem.view(), 1);
    const std::unique_ptr<Backend> parts = split(problem, 3);
    (void)run_drill(*whole, problem, drill);
    (void)run_drill(*parts, problem, drill);
    for (std::uint32_t p = 0; p < ring_of(drill).plans(); ++p) {
        EXPECT_EQ(parts->genes(p), whole->genes(p)) << "plan " << p;
    }
    const GenerationSummary a = whole->evaluate();
    const GenerationSummary b = parts->evaluate();
    EXPECT_EQ(a.best_plan, b.best_plan);
    EXPECT_EQ(a.island_best, b.island_best);
    EXPECT_EQ(a.elsewhere, b.elsewhere);
    EXPECT_EQ(parts->elites(2), whole->elites(2));
}

}  // namespace
}  // namespace nightwatt
