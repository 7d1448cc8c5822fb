#include <gtest/gtest.h>

#include "backend/drill.hpp"
#include "bound/bound.hpp"
#include "device/long_runtimes.hpp"
#include "device/parity_cases.hpp"

namespace nightwatt {
namespace {

class CudaParity : public testing::TestWithParam<ParityCase> {
  protected:
    void SetUp() override {
        if (!cuda_unavailable().empty()) GTEST_SKIP() << "no GPU: " << cuda_unavailable();
    }
};

TEST_P(CudaParity, EqualsTheCpu) {
    const ParityCase& one = GetParam();
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        const Problem problem(random_instance(seed, one.shape));
        EXPECT_EQ(run_drill(*create_cuda_backend(problem.view(), 1), problem, one.drill),
                  run_drill(*create_cpu_backend(problem.view(), 1), problem, one.drill))
            << "instance " << seed;
    }
}

TEST_P(CudaParity, GoesOnFromTheStateOfTheCpu) {
    const ParityCase& one = GetParam();
    const Problem problem(random_instance(1, one.shape));
    const auto cpu = create_cpu_backend(problem.view(), 1);
    (void)run_drill(*cpu, problem, one.drill);
    const PopulationState state = cpu->state();
    const auto cuda = create_cuda_backend(problem.view(), 1);
    cuda->resize(whole_ring(one.drill.islands, one.drill.island_plans, one.drill.swarm_islands));
    cuda->restore(state);
    EXPECT_EQ(cuda->evaluate().population_hash, cpu->evaluate().population_hash);
    EXPECT_EQ(cuda->state(), state);
}

TEST_P(CudaParity, RaisesTheSameBound) {
    const Problem problem(random_instance(1, GetParam().shape));
    if (problem.view().loads_only) GTEST_SKIP() << "priced on the host";
    const auto cpu = create_bound(problem, 1);
    const auto cuda = create_bound(problem, 1, 5e-5, cuda_task_pass);
    for (int step = 0; step < 12; ++step) {
        cpu->advance();
        cuda->advance();
    }
    cpu->certify();
    cuda->certify();
    EXPECT_EQ(cuda->bound().cost_nano, cpu->bound().cost_nano);
}

TEST(CudaMakespan, ManyPlansAreScoredLikeTheCpu) {
    if (!cuda_unavailable().empty()) GTEST_SKIP() << "no GPU: " << cuda_unavailable();
    // Enough plans for a thread each (suits_columns()); servers whose loads, of 32 bits or of 64,
    // fit into the shared memory of a block of 64 threads, of 32, and of none.
    const Drill drill{.islands = 2000, .island_plans = 16, .swarm_islands = 0};
    for (const std::uint32_t servers : {16u, 400u, 900u, 1200u, 2000u}) {
        for (const std::uint32_t tasks : {64u, 67u}) {
            const Instance instance = random_instance(
                tasks, {.tasks = tasks, .servers = servers, .resources = 1, .loads_only = true});
            const Problem problem(tasks == 64 ? instance : longer(instance, 300));
            const auto cpu = create_cpu_backend(problem.view(), 1);
            const auto cuda = create_cuda_backend(problem.view(), 1);
            begin_drill(*cpu, problem, drill);
            begin_drill(*cuda, problem, drill);
            EXPECT_EQ(cuda->evaluate().population_hash, cpu->evaluate().population_hash)
                << tasks << " x " << servers;
        }
    }
}

/// More plans than a grid has rows, more sequences than warps and more pairs than workers at a
/// time: every launch goes round its loop.
TEST(CudaLaunches, MorePlansThanAGridHoldsEqualTheCpu) {
    if (!cuda_unavailable().empty()) GTEST_SKIP() << "no GPU: " << cuda_unavailable();
    const Drill drill{
        .islands = 70, .island_plans = 1000, .swarm_islands = 35, .generations = 1, .rounds = 1};
    const Problem problem(random_instance(1, {.tasks = 9, .servers = 3}));
    EXPECT_EQ(run_drill(*create_cuda_backend(problem.view(), 1), problem, drill),
              run_drill(*create_cpu_backend(problem.view(), 4), problem, drill));
}

INSTANTIATE_TEST_SUITE_P(Cases, CudaParity, testing::ValuesIn(parity_cases()),
                         [](const auto& one) { return one.param.name; });

}  // namespace
}  // namespace nightwatt
