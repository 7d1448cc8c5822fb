#include "ranks/remote_group.hpp"

#include <gtest/gtest.h>

#include <list>

#include "backend/split_backend.hpp"
#include "device/parity_cases.hpp"
#include "errors.hpp"
#include "problem/decode.hpp"
#include "ranks/thread_rank.hpp"

namespace nightwatt {
namespace {

std::unique_ptr<Backend> spread_over(std::list<ThreadRank>& ranks, const ProblemView& problem) {
    std::vector<std::unique_ptr<IslandGroup>> groups;
    groups.push_back(group_on(create_cpu_backend(problem, 1)));
    for (ThreadRank& rank : ranks) {
        rank.link().send(begin_order("cpu", 1, problem));
        groups.push_back(group_behind(rank.link()));
    }
    return std::make_unique<SplitBackend>("cpu", std::move(groups));
}

class RemoteRing : public testing::TestWithParam<ParityCase> {};

TEST_P(RemoteRing, GivesTheBitsOfOneProcess) {
    const ParityCase& one = GetParam();
    const Problem problem(random_instance(3, one.shape));
    Drill drill = one.drill;
    drill.islands = 4;
    const std::vector<std::uint64_t> whole =
        run_drill(*create_cpu_backend(problem.view(), 1), problem, drill);
    std::list<ThreadRank> ranks(2);
    EXPECT_EQ(run_drill(*spread_over(ranks, problem.view()), problem, drill), whole);
}

INSTANTIATE_TEST_SUITE_P(Cases, RemoteRing, testing::ValuesIn(parity_cases()),
                         [](const auto& one) { return one.param.name; });

TEST(RemoteGroup, TakesUpTheStateOfOneProcessAndGivesItBack) {
    const Problem problem(random_instance(4, {}));
    const Drill drill{.islands = 4, .swarm_islands = 2};
    const std::unique_ptr<Backend> whole = create_cpu_backend(problem.view(), 1);
    (void)run_drill(*whole, problem, drill);
    std::list<ThreadRank> ranks(3);
    const std::unique_ptr<Backend> parts = spread_over(ranks, problem.view());
    parts->resize(whole_ring(drill.islands, drill.island_plans, drill.swarm_islands, 1));
    parts->restore(whole->state());
    EXPECT_EQ(parts->evaluate().population_hash, whole->evaluate().population_hash);
    EXPECT_EQ(parts->state(), whole->state());
}

TEST(RemoteGroup, HearsOfNewLimits) {
    Problem problem(random_instance(3, {.tasks = 30, .servers = 5, .batteries = true}));
    const Drill drill{.islands = 4};
    const std::unique_ptr<Backend> whole = create_cpu_backend(problem.view(), 1);
    std::list<ThreadRank> ranks(2);
    const std::unique_ptr<Backend> parts = spread_over(ranks, problem.view());
    for (Backend* backend : {whole.get(), parts.get()}) begin_drill(*backend, problem, drill);
    const GenerationSummary before = whole->evaluate();
    EXPECT_EQ(parts->evaluate().population_hash, before.population_hash);
    problem.set_dispatch(
        decode_dispatched(problem, whole->genes(before.best_plan)).plan.battery_mw);
    const ProblemView view = problem.view();
    for (Backend* backend : {whole.get(), parts.get()}) {
        backend->set_limits({view.limits, std::size_t{view.site_count} * view.slot_count});
    }
    const GenerationSummary after = whole->evaluate();
    EXPECT_NE(after.population_hash, before.population_hash);
    EXPECT_EQ(parts->evaluate().population_hash, after.population_hash);
}

TEST(RemoteGroup, ARankTakesUpOneProblemAfterAnother) {
    std::list<ThreadRank> ranks(1);
    for (const std::uint64_t seed : {1u, 2u}) {
        const Problem problem(random_instance(seed, {}));
        EXPECT_EQ(run_drill(*spread_over(ranks, problem.view()), problem, {}),
                  run_drill(*create_cpu_backend(problem.view(), 1), problem, {}));
    }
}

TEST(RemoteGroup, SaysWhatWentWrongThereAndRecoversWithTheNextProblem) {
    const Problem problem(random_instance(1, {}));
    std::list<ThreadRank> ranks(1);
    Link& link = ranks.front().link();
    link.send(begin_order("abacus", 1, problem.view()));
    const std::unique_ptr<IslandGroup> group = group_behind(link);
    group->resize(whole_ring(1, 4));
    for (int asked = 0; asked < 2; ++asked) {
        try {
            (void)group->evaluate().get();
            FAIL() << "evaluated on a backend that there is not";
        } catch (const Error& error) {
            EXPECT_NE(std::string(error.what()).find("rank 0: "), std::string::npos);
            EXPECT_NE(std::string(error.what()).find("abacus"), std::string::npos) << error.what();
        }
    }
    EXPECT_EQ(run_drill(*spread_over(ranks, problem.view()), problem, {}),
              run_drill(*create_cpu_backend(problem.view(), 1), problem, {}));
}

TEST(RemoteGroup, AFailureHereLeavesNoAnswerBehind) {
    const Problem problem(random_instance(1, {}));
    std::list<ThreadRank> ranks(1);
    Link& link = ranks.front().link();
    std::vector<std::unique_ptr<IslandGroup>> groups;
    groups.push_back(threaded_group(
        []() -> std::unique_ptr<Backend> { throw DeviceError("the device is broken"); }));
    link.send(begin_order("cpu", 1, problem.view()));
    groups.push_back(group_behind(link));
    SplitBackend split("split", std::move(groups));
    begin_drill(split, problem, {.islands = 2});
    EXPECT_THROW((void)split.evaluate(), DeviceError);
    EXPECT_THROW((void)split.state(), DeviceError);
    EXPECT_EQ(run_drill(*spread_over(ranks, problem.view()), problem, {}),
              run_drill(*create_cpu_backend(problem.view(), 1), problem, {}));
}

TEST(RemoteGroup, ARankSaysWhereItIs) {
    std::list<ThreadRank> ranks(1);
    EXPECT_EQ(ask_description(ranks.front().link()), describe_rank());
    EXPECT_FALSE(describe_rank().node.empty());
    EXPECT_TRUE(describe_ranks().empty());
}

TEST(Message, GivesBackWhatWasPutInWhereverItStands) {
    MessageWriter writer;
    writer.put(std::uint8_t{7});
    writer.put(TaskFacts{.need = {}, .release_ms = 5, .deadline_ms = 6, .tardiness_weight = 7});
    writer.put_text("night");
    writer.put_vector(std::vector<std::int64_t>{});
    writer.put_vector(std::vector<std::int64_t>{1, -2});
    const Message message = writer.take();
    MessageReader reader(message);
    EXPECT_EQ(reader.get<std::uint8_t>(), 7);
    EXPECT_EQ(reader.get<TaskFacts>().deadline_ms, 6);
    EXPECT_EQ(reader.get_text(), "night");
    EXPECT_TRUE(reader.get_vector<std::int64_t>().empty());
    EXPECT_EQ(reader.get_vector<std::int64_t>(), (std::vector<std::int64_t>{1, -2}));
    EXPECT_THROW((void)reader.get<std::uint8_t>(), InternalError);
}

TEST(Message, CutShortIsAnErrorAndNoBadRead) {
    MessageWriter writer;
    writer.put(std::uint64_t{1} << 60);  // says that so many bytes of text follow
    const Message message = writer.take();
    MessageReader reader(message);
    EXPECT_THROW((void)reader.get_text(), InternalError);
}

}  // namespace
}  // namespace nightwatt
