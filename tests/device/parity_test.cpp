#include <gtest/gtest.h>

#include "backend/device/device_backend.hpp"
#include "device/parity_cases.hpp"
#include "device/thread_machine.hpp"
#include "problem/decode.hpp"

namespace nightwatt {
namespace {

std::unique_ptr<DeviceBackend<ThreadMachine>> device(const Problem& problem,
                                                     const ThreadMachineShape& shape) {
    return std::make_unique<DeviceBackend<ThreadMachine>>(std::make_unique<ThreadMachine>(shape),
                                                          problem.view());
}

// ThreadSanitizer is slow, and one instance shows it every access.
#ifdef __SANITIZE_THREAD__
constexpr std::uint64_t instances = 1;
#else
constexpr std::uint64_t instances = 3;
#endif

class DeviceParity : public testing::TestWithParam<ParityCase> {};

TEST_P(DeviceParity, EqualsTheCpuOnAnyMachine) {
    const ParityCase& one = GetParam();
    for (std::uint64_t seed = 1; seed <= instances; ++seed) {
        const Problem problem(random_instance(seed, one.shape));
        const std::vector<std::uint64_t> cpu =
            run_drill(*create_cpu_backend(problem.view(), 1), problem, one.drill);
        const ThreadMachineShape shapes[] = {
            {.threads = 1, .lanes = 1, .scramble = 1, .columns = false},
            {.threads = 3, .lanes = 3, .scramble = 7}};
        for (const ThreadMachineShape& shape : shapes) {
            EXPECT_EQ(run_drill(*device(problem, shape), problem, one.drill), cpu)
                << "instance " << seed << ", groups of " << shape.lanes;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Cases, DeviceParity, testing::ValuesIn(parity_cases()),
                         [](const auto& one) { return one.param.name; });

TEST(DeviceBackend, SizeOfGroupsDoesNotChangeOneBit) {
    const ParityCase& one = parity_cases()[6];
    ASSERT_EQ(one.name, "coupled");
    const Problem problem(random_instance(5, one.shape));
    Drill drill = one.drill;
    drill.generations = 1;
    const std::vector<std::uint64_t> cpu =
        run_drill(*create_cpu_backend(problem.view(), 1), problem, drill);
    for (const std::uint32_t lanes : {32u, 64u}) {
        EXPECT_EQ(run_drill(*device(problem, {.threads = 2, .lanes = lanes}), problem, drill), cpu);
    }
}

TEST(DeviceBackend, EducatingInBatchesDoesNotChangeOneBit) {
    const Problem problem(random_instance(2, {}));
    const std::vector<std::uint64_t> cpu =
        run_drill(*create_cpu_backend(problem.view(), 1), problem, {});
    const auto backend = device(problem, {});
    backend->limit_batch(4);
    EXPECT_EQ(run_drill(*backend, problem, {}), cpu);
}

TEST(DeviceBackend, SaysHowMuchMemoryItNeeds) {
    const Problem problem(random_instance(2, {}));
    const auto backend = device(problem, {.memory_bytes = 1 << 20});
    try {
        backend->resize(whole_ring(64, 64, 32));
        FAIL() << "took memory that is not there";
    } catch (const DeviceError& error) {
        EXPECT_NE(std::string(error.what()).find("4096 plans"), std::string::npos) << error.what();
        EXPECT_NE(std::string(error.what()).find("GiB are free"), std::string::npos);
    }
}

TEST(DeviceBackend, GivesThePlanThatWasScored) {
    const Problem problem(random_instance(4, {}));
    const auto backend = device(problem, {});
    const auto cpu = create_cpu_backend(problem.view(), 1);
    (void)run_drill(*backend, problem, {});
    (void)run_drill(*cpu, problem, {});
    for (std::uint32_t p = 0; p < 18; ++p) EXPECT_EQ(backend->genes(p), cpu->genes(p));
}

TEST(DeviceBackend, GoesOnFromTheStateOfTheCpuAndBack) {
    const Problem problem(random_instance(4, {}));
    const Drill drill{.swarm_islands = 2};
    const auto cpu = create_cpu_backend(problem.view(), 1);
    (void)run_drill(*cpu, problem, drill);
    const PopulationState state = cpu->state();
    const auto backend = device(problem, {});
    backend->resize(whole_ring(drill.islands, drill.island_plans, drill.swarm_islands));
    backend->restore(state);
    EXPECT_EQ(backend->evaluate().population_hash, cpu->evaluate().population_hash);
    EXPECT_EQ(backend->state(), state);
}

TEST(DeviceBackend, SeesWhatBatteriesDoFromTheNextCallOn) {
    const RandomShape shape{
        .tasks = 50, .servers = 6, .negative_prices = true, .coupled = true, .batteries = true};
    Problem problem(random_instance(3, shape));
    const auto backend = device(problem, {});
    const auto cpu = create_cpu_backend(problem.view(), 1);
    const Drill drill{.swarm_islands = 1, .threshold_nano = 100'000'000};
    begin_drill(*backend, problem, drill);
    begin_drill(*cpu, problem, drill);
    const GenerationSummary before = cpu->evaluate();
    EXPECT_EQ(backend->evaluate().population_hash, before.population_hash);

    const Plan best = cpu->genes(before.best_plan);
    const DecodedPlan dispatched = decode_dispatched(problem, best);
    problem.set_dispatch(dispatched.plan.battery_mw);
    const ProblemView view = problem.view();
    const std::span<const SlotLimits> limits{view.limits,
                                             std::size_t{view.site_count} * view.slot_count};
    cpu->set_limits(limits);
    backend->set_limits(limits);
    // What particles know of their best plans was said of other limits.
    for (const Score& score : cpu->state().swarm.best_score) EXPECT_EQ(score, unknown_score);
    EXPECT_EQ(backend->state().swarm.best_score, cpu->state().swarm.best_score);
    const GenerationSummary after = cpu->evaluate();
    EXPECT_NE(after.population_hash, before.population_hash);
    EXPECT_EQ(decode(problem, best).score, dispatched.score);
    EXPECT_FALSE(dispatched.score < after.best);
    EXPECT_EQ(backend->evaluate().population_hash, after.population_hash);
    for (std::uint32_t generation = 1; generation <= 3; ++generation) {
        advance_drill(*backend, drill, generation);
        advance_drill(*cpu, drill, generation);
        EXPECT_EQ(backend->evaluate().population_hash, cpu->evaluate().population_hash);
    }
}

}  // namespace
}  // namespace nightwatt
