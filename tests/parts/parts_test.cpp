#include <gtest/gtest.h>

#include <algorithm>
#include <list>
#include <numeric>
#include <set>

#include "device/parity_cases.hpp"
#include "parts/deal.hpp"
#include "parts/part_problem.hpp"
#include "parts/parts_search.hpp"
#include "ranks/remote_group.hpp"
#include "ranks/thread_rank.hpp"
#include "search/auto_parameters.hpp"

namespace nightwatt {
namespace {

/// Parts cannot see when the others end.
Problem problem_of(std::uint64_t seed, const RandomShape& shape) {
    Instance instance = random_instance(seed, shape);
    instance.makespan_weight_per_h = 0;
    return Problem(instance);
}

TEST(DealServers, GivesEveryServerToOnePartAndTheTasksEvenly) {
    const Problem problem = problem_of(3, {.tasks = 400, .servers = 40});
    const ProblemView p = problem.view();
    const Plan plan = decode(problem, random_genes(problem, 1)).plan;
    for (const std::uint32_t exchange : {0u, 1u}) {
        const auto parts = deal_servers(p, plan, 7, exchange, 4);
        ASSERT_EQ(parts.size(), 4u);
        std::set<std::uint32_t> seen;
        for (const auto& servers : parts) {
            EXPECT_TRUE(std::is_sorted(servers.begin(), servers.end()));
            seen.insert(servers.begin(), servers.end());
            const auto tasks =
                std::count_if(plan.server.begin(), plan.server.end(), [&](std::int32_t server) {
                    return std::binary_search(servers.begin(), servers.end(),
                                              static_cast<std::uint32_t>(server));
                });
            EXPECT_NEAR(static_cast<double>(tasks), 100, 40);
        }
        EXPECT_EQ(seen.size(), 40u);
    }
    EXPECT_NE(deal_servers(p, plan, 7, 1, 4), deal_servers(p, plan, 7, 3, 4));
    EXPECT_EQ(deal_servers(p, plan, 7, 1, 4), deal_servers(p, plan, 7, 1, 4));
}

TEST(DealServers, KeepsSitesTogetherInEverySecondExchange) {
    const Problem problem = problem_of(3, {.tasks = 200, .servers = 30});
    const ProblemView p = problem.view();
    ASSERT_GT(p.site_count, 1u);
    const Plan plan = decode(problem, random_genes(problem, 1)).plan;
    const auto mixed = [&](std::uint32_t exchange) {
        std::size_t count = 0;
        for (const auto& servers : deal_servers(p, plan, 7, exchange, 6)) {
            std::set<std::uint32_t> sites;
            for (const std::uint32_t i : servers) sites.insert(p.servers[i].site);
            count += sites.size() > 1 ? 1 : 0;
        }
        return count;
    };
    EXPECT_LE(mixed(0), p.site_count - 1);
    EXPECT_GT(mixed(1), p.site_count - 1);
}

TEST(DealServers, NoPartIsWithoutAServer) {
    const Problem problem = problem_of(3, {.tasks = 5, .servers = 6});
    const Plan plan = decode(problem, random_genes(problem, 1)).plan;
    for (const std::uint32_t parts : {1u, 5u, 6u, 9u}) {
        const auto dealt = deal_servers(problem.view(), plan, 7, 1, parts);
        EXPECT_EQ(dealt.size(), std::min(parts, 6u));
        for (const auto& servers : dealt) EXPECT_FALSE(servers.empty());
    }
}

PartLesson lesson_of(const Problem& problem, std::int64_t threshold_nano) {
    PartLesson lesson;
    const bool holds = problem.view().priced || problem.view().coupled;
    lesson.breeding = {.seed = 5, .generation = 1, .elites = 1, .walkers = 1, .holds = holds};
    lesson.education = {.seed = 5,
                        .generation = 1,
                        .rounds = 2,
                        .moves = 4,
                        .first_place = 1,
                        .threshold_nano = threshold_nano,
                        .holds = holds};
    lesson.generations = 3;
    return lesson;
}

std::unique_ptr<IslandGroup> here(std::uint32_t, const ProblemView& problem) {
    return group_on(create_cpu_backend(problem, 1));
}

Score score_of(const ProblemView& problem, const Plan& genes) {
    const std::unique_ptr<Backend> backend = create_cpu_backend(problem, 1);
    backend->resize(whole_ring(1, 2));
    backend->seed({&genes, 1}, {}, 0);
    return backend->evaluate().best;
}

/// A plan in parts, improved, and put together again.
struct Improved {
    Score before;
    Score after;  ///< of the parts' best plans, put together
    Score walked;
    std::int64_t part_gain_nano = 0;  ///< sum of what the parts found
    std::int64_t part_violation_change = 0;
};

Improved improve(const Problem& problem, std::uint64_t seed) {
    const ProblemView p = problem.view();
    const DecodedPlan old = decode(problem, random_genes(problem, seed));
    const std::vector<std::int64_t> whole_uj = site_energy_uj(p, old.plan);
    const auto dealt = deal_servers(p, old.plan, seed, 1, 3);
    std::list<PartProblem> parts;
    std::vector<PartTask> tasks;
    for (std::uint32_t i = 0; i < dealt.size(); ++i) {
        PartProblem& part = parts.emplace_back(p, dealt[i], old.plan);
        const Plan genes = part.take(old.plan);
        part.share_limits(whole_uj, site_energy_uj(part.view(), genes),
                          static_cast<std::uint32_t>(dealt.size()));
        tasks.push_back({i, part.view(), genes});
    }
    const std::vector<PartResult> results =
        work_on_parts(tasks, lesson_of(problem, 1'000'000), 1, here);
    Improved all;
    all.before = old.score;
    Plan best = old.plan;
    Plan walked = old.plan;
    auto part = parts.begin();
    for (std::size_t i = 0; i < tasks.size(); ++i, ++part) {
        const Score from = score_of(tasks[i].problem, tasks[i].genes);
        const Score to = score_of(tasks[i].problem, results[i].best);
        EXPECT_FALSE(from < to) << "a part became worse";
        all.part_gain_nano += to.cost_nano - from.cost_nano;
        all.part_violation_change += to.violation - from.violation;
        part->put(results[i].best, best);
        part->put(results[i].walker, walked);
    }
    all.after = decode(problem, best).score;
    all.walked = decode(problem, walked).score;
    return all;
}

class Parts : public testing::TestWithParam<ParityCase> {};

TEST_P(Parts, FindTogetherWhatTheyFoundApart) {
    const ParityCase& one = GetParam();
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        const Problem problem = problem_of(seed, one.shape);
        const ProblemView p = problem.view();
        const Improved all = improve(problem, seed);
        const std::int64_t change = all.after.cost_nano - all.before.cost_nano;
        const std::int64_t violation = all.after.violation - all.before.violation;
        if (!p.coupled) {
            EXPECT_EQ(change, all.part_gain_nano);
            EXPECT_EQ(violation, all.part_violation_change);
            continue;
        }
        // Each part rounds each of a slot's amounts for itself.
        const std::int64_t amounts = std::int64_t{4} * 4 * p.site_count * p.slot_count;
        EXPECT_LE(change, all.part_gain_nano + amounts);
        EXPECT_LE(violation, all.part_violation_change + amounts);
    }
}

INSTANTIATE_TEST_SUITE_P(Cases, Parts, testing::ValuesIn(parity_cases()),
                         [](const auto& one) { return one.param.name; });

SearchParameters settings(std::int64_t exchanges) {
    SearchParameters p;
    p.generations = exchanges;
    p.parts = 3;
    p.part_generations = 2;
    p.seed = 4;
    p.threads = 1;
    return p;
}

struct Course {
    std::vector<std::uint64_t> hashes;
    SearchResult result;
    SearchSnapshot kept;  ///< after the second exchange
};

Course run(const Problem& problem, std::uint32_t workers, const MakeGroup& groups,
           const SearchSnapshot* from = nullptr) {
    const SearchParameters resolved = resolve(settings(5), problem);
    Course course;
    SearchHooks hooks;
    hooks.stop = [](const SearchState& state) { return state.generation < 5 ? "" : "done"; };
    hooks.threshold = [](const SearchState& state) {
        return std::int64_t{state.generation % 3 == 0} * 1'000'000;
    };
    std::int64_t now = 0;
    hooks.watch = [&](const SearchState& state, const std::function<Plan()>&) {
        now = state.generation;
        course.hashes.push_back(state.summary.population_hash);
    };
    hooks.keep = [&](const std::function<SearchSnapshot()>& snapshot) {
        if (now == 2) course.kept = snapshot();
    };
    course.result = parts_search(problem, resolved, workers, groups,
                                 {decode(problem, random_genes(problem, 1)).plan}, hooks, from);
    return course;
}

/// A group here, and those of ranks in threads of their own.
MakeGroup groups_on(std::list<ThreadRank>& ranks) {
    return [&ranks](std::uint32_t worker, const ProblemView& problem) {
        if (worker == 0) return here(worker, problem);
        Link& link = std::next(ranks.begin(), worker - 1)->link();
        link.send(begin_order("cpu", 1, problem));
        return group_behind(link);
    };
}

TEST(PartsSearch, DoesNotDependOnHowManyWorkOnIt) {
    for (const bool coupled : {false, true}) {
        const Problem problem = problem_of(6, {.tasks = 60, .servers = 9, .coupled = coupled});
        const Course alone = run(problem, 1, here);
        EXPECT_EQ(alone.hashes.size(), 6u);
        EXPECT_FALSE(decode(problem, random_genes(problem, 1)).score < alone.result.best.score);
        for (const std::uint32_t workers : {2u, 3u, 4u}) {
            std::list<ThreadRank> ranks(workers - 1);
            const Course shared = run(problem, workers, groups_on(ranks));
            EXPECT_EQ(shared.hashes, alone.hashes) << workers << " workers";
            EXPECT_EQ(shared.result.best.plan, alone.result.best.plan);
        }
    }
}

TEST(PartsSearch, AFailureHereLeavesNoAnswerBehind) {
    const Problem problem = problem_of(6, {.tasks = 60, .servers = 9});
    std::list<ThreadRank> ranks(2);
    const MakeGroup groups = groups_on(ranks);
    const MakeGroup failing = [&](std::uint32_t worker, const ProblemView& part) {
        if (worker == 0) throw DeviceError("the device is broken");
        return groups(worker, part);
    };
    EXPECT_THROW((void)run(problem, 3, failing), DeviceError);
    EXPECT_EQ(run(problem, 3, groups).hashes, run(problem, 1, here).hashes);
}

TEST(PartsSearch, GoesOnFromItsSnapshotAsIfNothingHadHappened) {
    const Problem problem = problem_of(6, {.tasks = 60, .servers = 9, .coupled = true});
    const Course whole = run(problem, 1, here);
    const Course rest = run(problem, 1, here, &whole.kept);
    EXPECT_EQ(rest.result.best.plan, whole.result.best.plan);
    EXPECT_EQ(rest.hashes,
              std::vector<std::uint64_t>(whole.hashes.begin() + 3, whole.hashes.end()));
    SearchSnapshot damaged = whole.kept;
    damaged.population.server[3] ^= 1;
    EXPECT_THROW((void)run(problem, 1, here, &damaged), InputError);
}

}  // namespace
}  // namespace nightwatt
