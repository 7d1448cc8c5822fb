#include <gtest/gtest.h>

#include <tuple>

#include "errors.hpp"
#include "problem/decode.hpp"
#include "problem/random_instance.hpp"
#include "rules/rule.hpp"
#include "rules/timeline.hpp"

namespace nightwatt {
namespace {

const RandomShape shapes[] = {
    {},
    {.tasks = 1, .servers = 1},
    {.tasks = 120, .servers = 4, .resources = 1},
    {.tasks = 90, .servers = 9, .resources = 4, .negative_prices = true, .coupled = true},
    {.tasks = 60, .servers = 6, .transfers = true},
    {.tasks = 50, .servers = 5, .resources = 1, .loads_only = true},
    {.tasks = 40, .servers = 9, .coupled = true, .pinned = true},
};

TEST(Timeline, KnowsTheStartsThatTheDecoderFinds) {
    for (const RandomShape& shape : shapes) {
        for (std::uint64_t seed = 0; seed < 20; ++seed) {
            const Problem problem(random_instance(seed, shape));
            const Plan genes = random_genes(problem, seed);
            Timeline timeline(problem);
            std::vector<std::int64_t> starts;
            for (std::uint32_t j = 0; j < problem.tasks(); ++j) {
                const auto server = static_cast<std::uint32_t>(genes.server[j]);
                starts.push_back(timeline.start_ms(j, server, genes.hold_ms[j]));
                EXPECT_GE(starts.back(), timeline.not_before_ms(server));
                timeline.append(j, server, static_cast<std::uint32_t>(genes.level[j]),
                                genes.hold_ms[j]);
            }
            EXPECT_EQ(decode(problem, timeline.take()).plan.start_ms, starts);
        }
    }
}

TEST(Rules, EveryRulePlacesEveryTaskWhereItMayRun) {
    for (const RandomShape& shape : shapes) {
        for (std::uint64_t seed = 0; seed < 10; ++seed) {
            const Problem problem(random_instance(seed, shape));
            for (const Rule& rule : rules()) {
                EXPECT_NO_THROW((void)decode(problem, rule.construct(problem))) << rule.name;
            }
        }
    }
}

TEST(Rules, MctCompletesEachTaskAsEarlyAsItsTurnAllows) {
    const Problem problem(random_instance(4));
    const Plan plan = decode(problem, construct_mct(problem)).plan;
    const ProblemView p = problem.view();
    Timeline timeline(problem);
    for (const std::uint32_t j : arrival_order(p)) {
        const auto server = static_cast<std::uint32_t>(plan.server[j]);
        for (std::uint32_t i = 0; i < p.server_count; ++i) {
            if (!timeline.may_use(j, i)) continue;
            const std::int64_t end_ms = timeline.start_ms(j, i) +
                                        timeline.option(j, i, timeline.fastest_level(j, i)).run_ms;
            EXPECT_LE(std::tuple(plan.end_ms[j], server), std::tuple(end_ms, i));
        }
        timeline.append(j, server, static_cast<std::uint32_t>(plan.level[j]));
    }
}

TEST(Rules, AnUnknownNameIsAnsweredWithTheNamesThereAre) {
    try {
        (void)rule_named("mtc");
        FAIL();
    } catch (const UsageError& error) {
        EXPECT_NE(std::string(error.what()).find("min-min"), std::string::npos);
    }
}

}  // namespace
}  // namespace nightwatt
