#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
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
                const auto level = static_cast<std::uint32_t>(genes.level[j]);
                starts.push_back(-1);
                if (timeline.has_place(j)) continue;
                starts.back() = timeline.start_ms(j, server, level, genes.hold_ms[j]);
                EXPECT_GE(starts.back(),
                          timeline.not_before_ms(server, problem.view().tasks[j].need));
                timeline.append(j, server, level, genes.hold_ms[j]);
            }
            const Plan plan = decode(problem, timeline.take()).plan;
            for (std::uint32_t j = 0; j < problem.tasks(); ++j) {
                // Beyond the horizon nothing is promised beside pinned tasks.
                const bool beyond = shape.pinned && starts[j] > problem.view().horizon_ms;
                if (starts[j] >= 0 && !beyond) {
                    EXPECT_EQ(plan.start_ms[j], starts[j]);
                }
            }
        }
    }
}

TEST(Rules, EveryRulePlacesEveryTaskWhereItMayRun) {
    for (const RandomShape& shape : shapes) {
        for (std::uint64_t seed = 0; seed < 10; ++seed) {
            const Problem problem(random_instance(seed, shape));
            for (const Rule& rule : rules()) {
                EXPECT_NO_THROW((void)decode(problem, rule.construct(problem, {}))) << rule.name;
            }
        }
    }
}

/// The night with every fourth task pinned to its start in a plan by mct; every other of those, or
/// all of them, to its server as well.
Instance pinned_to_mct(std::uint64_t seed, bool all_servers) {
    Instance instance = random_instance(seed, {.tasks = 80, .servers = 6});
    const Problem problem(instance);
    const Plan plan = decode(problem, construct_mct(problem)).plan;
    for (std::size_t j = 0; j < instance.tasks.size(); j += 4) {
        instance.tasks.pin_start_s[j] = static_cast<double>(plan.start_ms[j]) / 1e3;
        if (all_servers || j % 8 == 0) instance.tasks.pin_server[j] = plan.server[j];
    }
    return instance;
}

TEST(Rules, EveryRuleKeepsPinnedStartsAndWorksBeforeThem) {
    std::map<std::string, int> before;
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
        for (const bool all_servers : {true, false}) {
            const Problem problem(pinned_to_mct(seed, all_servers));
            for (const Rule& rule : rules()) {
                const Plan plan = decode(problem, rule.construct(problem, {})).plan;
                std::map<std::int32_t, std::int64_t> last_pinned_ms;
                for (std::uint32_t j = 0; j < problem.tasks(); j += 4) {
                    EXPECT_EQ(plan.start_ms[j], problem.view().pin_start_ms[j]) << rule.name;
                    std::int64_t& last_ms = last_pinned_ms[plan.server[j]];
                    last_ms = std::max(last_ms, plan.start_ms[j]);
                }
                for (std::uint32_t j = 1; j < problem.tasks(); j += 4) {
                    before[rule.name] += plan.start_ms[j] < last_pinned_ms[plan.server[j]];
                }
            }
        }
    }
    for (const Rule& rule : rules()) EXPECT_GT(before[rule.name], 50) << rule.name;
}

TEST(Rules, PinsThatContradictEachOtherAreStillPlanned) {
    Instance instance = random_instance(2, {.tasks = 20, .servers = 2, .resources = 1});
    for (std::size_t j = 0; j < 4; ++j) {
        instance.tasks.pin_server[j] = 0;
        instance.tasks.pin_start_s[j] = 40'000;
    }
    const Problem problem(instance);
    for (const Rule& rule : rules()) {
        EXPECT_GT(decode(problem, rule.construct(problem, {})).score.violation, 0) << rule.name;
    }
}

TEST(Rules, NightsWithoutPinsKeepTheirPlans) {
    const RandomShape plain[] = {shapes[0], shapes[1], shapes[2], shapes[3], shapes[4], shapes[5]};
    std::map<std::string, std::uint64_t> found;
    for (const Rule& rule : rules()) {
        for (const RandomShape& shape : plain) {
            for (std::uint64_t seed = 0; seed < 5; ++seed) {
                const Problem problem(random_instance(seed, shape));
                const Plan plan = decode(problem, rule.construct(problem, {})).plan;
                found[rule.name] = found[rule.name] * 31 + plan_hash(plan);
            }
        }
    }
    const std::map<std::string, std::uint64_t> golden = {
        {"edf", 17654059242791669568u},        {"fifo", 2806196227081994001u},
        {"least-cost", 9810142895254966547u},  {"least-energy", 9633744232627798259u},
        {"mct", 2505001467833270591u},         {"min-min", 7344838767817049073u},
        {"round-robin", 3597681879716611123u}, {"sufferage", 17841376780066638484u}};
    EXPECT_EQ(found, golden);
}

TEST(Rules, MctCompletesEachTaskAsEarlyAsItsTurnAllows) {
    const Problem problem(random_instance(4));
    const Plan plan = decode(problem, construct_mct(problem)).plan;
    const ProblemView p = problem.view();
    Timeline timeline(problem);
    for (const std::uint32_t j : arrival_order(p)) {
        const auto server = static_cast<std::uint32_t>(plan.server[j]);
        for (std::uint32_t i = 0; i < p.server_count; ++i) {
            if (!may_use(p, j, i)) continue;
            const std::int64_t end_ms = timeline.start_ms(j, i, timeline.fastest_level(j, i)) +
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
