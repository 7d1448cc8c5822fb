#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "backend/cpu_population.hpp"
#include "backend/plan_educator.hpp"
#include "backend/plan_evaluator.hpp"
#include "problem/decode.hpp"
#include "problem/random_instance.hpp"

namespace nightwatt {
namespace {

const RandomShape shapes[] = {
    {},
    {.tasks = 30, .servers = 1},
    {.tasks = 100, .servers = 6, .resources = 1, .negative_prices = true},
    {.tasks = 80, .servers = 6, .negative_prices = true, .coupled = true},
    {.tasks = 50, .servers = 5, .coupled = true, .transfers = true},
    {.tasks = 50, .servers = 5, .resources = 1, .loads_only = true},
    {.tasks = 40, .servers = 9, .coupled = true, .pinned = true},
};

/// A plan in arrays of its own, from random genes, decoded once.
class TestPlan {
  public:
    TestPlan(const Problem& problem, std::uint64_t seed) : problem_(problem) {
        const Plan genes = decode(problem, random_genes(problem, seed)).plan;
        memory_.resize(1, problem.tasks());
        const PlanView plan = view();
        for (std::uint32_t j = 0; j < problem.tasks(); ++j) {
            plan.server[j] = static_cast<std::uint32_t>(genes.server[j]);
            plan.level[j] = static_cast<std::uint8_t>(genes.level[j]);
            plan.hold_ms[j] = genes.hold_ms[j];
            plan.start_ms[j] = genes.start_ms[j];
            plan.position[j] = static_cast<std::uint32_t>(genes.position[j]);
        }
    }
    [[nodiscard]] PlanView view() { return memory_.view().plan(0); }
    /// Full evaluation of the plan's genes.
    Score evaluate() {
        PlanSequences sequences(problem_.view());
        sequences.load(view());
        return PlanEvaluator(problem_.view()).evaluate(sequences);
    }

  private:
    const Problem& problem_;
    CpuPopulation memory_;
};

/// Full evaluation of given sequences.
Score evaluate(const Problem& problem, const std::vector<std::vector<SequenceItem>>& sequences) {
    Plan genes;
    genes.resize(problem.tasks());
    for (std::uint32_t i = 0; i < sequences.size(); ++i) {
        for (std::uint32_t k = 0; k < sequences[i].size(); ++k) {
            const SequenceItem& item = sequences[i][k];
            genes.server[item.task] = static_cast<std::int32_t>(i);
            genes.position[item.task] = static_cast<std::int32_t>(k);
            genes.level[item.task] = static_cast<std::int32_t>(item.level);
            genes.hold_ms[item.task] = item.hold_ms;
        }
    }
    return decode(problem, genes).score;
}

Breeding moves(std::uint32_t generation, std::uint32_t count) {
    Breeding b;
    b.seed = 5;
    b.generation = generation;
    b.moves = count;
    b.holds = true;
    return b;
}

/// Ledger and draft of a plan, built without PlanEducator.
struct Bench {
    ProblemView p;
    std::vector<std::vector<SequenceItem>> sequences;
    std::vector<RunningTask> running;
    std::vector<ServerScore> server;
    std::vector<SiteScore> site;
    std::vector<std::int64_t> edge;
    std::vector<std::int64_t> step;
    std::vector<SlotMeter> meter;
    PlanLedger ledger{};

    Bench(const Problem& problem, const PlanView& plan)
        : p(problem.view()),
          sequences(p.server_count),
          running(RunningSet::scratch_size(p.max_running)),
          server(p.server_count),
          site(p.site_count),
          edge(std::size_t{p.site_count} * p.slot_count, 0),
          step(edge.size(), 0) {
        for (std::size_t s = 0; s < p.site_count; ++s) {
            meter.push_back({edge.data() + s * p.slot_count, step.data() + s * p.slot_count});
        }
        ledger = {server.data(), site.data(), meter.data(), {}, {}};
        PlanSequences sorted(p);
        sorted.load(plan);
        for (std::uint32_t i = 0; i < p.server_count; ++i) {
            const Sequence sequence = sorted.of(i);
            MeterSink sink(p, meter[p.servers[i].site], 1);
            server[i] = walk_server(p, i, sequence, running.data(), sink);
            sequences[i].assign(sequence.items, sequence.items + sequence.count);
            add_server(ledger.servers, server[i]);
        }
        for (std::uint32_t s = 0; p.coupled && s < p.site_count; ++s) {
            site[s] = score_site(p, s, meter[s]);
            add_site(ledger.sites, site[s]);
        }
    }
};

using Propose = bool (*)(const ProblemView&, PairDraft&, const Draw&);

/// Makes `kind` of move at random places and compares what try_move() says with two full
/// evaluations, and what drop_move() leaves with what was there before.
void compare_deltas(Propose kind, const RandomShape& shape, int& tried) {
    for (std::uint64_t seed = 0; seed < 8; ++seed) {
        const Problem problem(random_instance(seed, shape));
        TestPlan plan(problem, seed);
        Bench bench(problem, plan.view());
        const ProblemView& p = bench.p;
        for (std::uint32_t k = 0; k < 60; ++k) {
            const Draw place = draw(seed, Purpose::Partner, 1, 0, k);
            const std::uint32_t a = place.below(0, p.server_count);
            const std::uint32_t b =
                p.server_count == 1 ? a
                                    : (a + 1 + place.below(1, p.server_count - 1)) % p.server_count;
            std::vector<SequenceItem> buffer[4];
            PairDraft draft{};
            draft.sides = a == b ? 1 : 2;
            draft.server[0] = a;
            draft.server[1] = b;
            for (int side = 0; side < draft.sides; ++side) {
                const auto& sequence = bench.sequences[draft.server[side]];
                buffer[side] = sequence;
                buffer[side].resize(p.task_count);
                buffer[2 + side].resize(p.task_count);
                draft.now[side] = {buffer[side].data(),
                                   static_cast<std::uint32_t>(sequence.size())};
                draft.next[side] = {buffer[2 + side].data(), 0};
            }
            const Score before = evaluate(problem, bench.sequences);
            const std::vector<std::int64_t> edge = bench.edge;
            if (!kind(p, draft, draw(seed, Purpose::Move, 1, 0, k))) continue;
            ++tried;
            const Trial trial = try_move(
                p, draft, bench.ledger, other_end_ms(p, bench.ledger, draft), bench.running.data());
            auto moved = bench.sequences;
            for (int side = 0; side < draft.sides; ++side) {
                moved[draft.server[side]].assign(draft.next[side].items,
                                                 draft.next[side].items + draft.next[side].count);
            }
            const Score after = evaluate(problem, moved);
            const Score known = plan_score(p, bench.ledger.servers, bench.ledger.sites);
            ASSERT_EQ(trial.score.cost_nano - known.cost_nano, after.cost_nano - before.cost_nano);
            ASSERT_EQ(trial.score.violation - known.violation, after.violation - before.violation);
            if (k % 3 == 0) {
                keep_move(p, draft, bench.ledger, trial);
                bench.sequences = moved;
            } else {
                drop_move(p, draft, bench.ledger, bench.running.data());
                if (p.coupled) {
                    ASSERT_EQ(bench.edge, edge);
                }
                ASSERT_EQ(evaluate(problem, bench.sequences), before);
            }
        }
    }
}

TEST(Delta, OfRelocateEqualsTheDifferenceOfTwoFullEvaluations) {
    int tried = 0;
    for (const RandomShape& shape : shapes) compare_deltas(relocate, shape, tried);
    EXPECT_GT(tried, 500);
}

TEST(Delta, OfSwapEqualsTheDifferenceOfTwoFullEvaluations) {
    int tried = 0;
    for (const RandomShape& shape : shapes) compare_deltas(swap, shape, tried);
    EXPECT_GT(tried, 500);
}

TEST(Delta, OfRelevelEqualsTheDifferenceOfTwoFullEvaluations) {
    int tried = 0;
    for (const RandomShape& shape : shapes) compare_deltas(relevel, shape, tried);
    EXPECT_GT(tried, 300);
}

TEST(Delta, OfRetimeEqualsTheDifferenceOfTwoFullEvaluations) {
    int tried = 0;
    for (const RandomShape& shape : shapes) compare_deltas(retime, shape, tried);
    EXPECT_GT(tried, 500);
}

TEST(Delta, OfResequenceEqualsTheDifferenceOfTwoFullEvaluations) {
    int tried = 0;
    const auto kind = [](const ProblemView&, PairDraft& draft, const Draw& random) {
        return resequence(draft, random);
    };
    for (const RandomShape& shape : shapes) compare_deltas(kind, shape, tried);
    EXPECT_GT(tried, 500);
}

TEST(Education, NeverMakesAPlanWorseAndKnowsItsScore) {
    for (const RandomShape& shape : shapes) {
        int better = 0;
        for (std::uint64_t seed = 0; seed < 10; ++seed) {
            const Problem problem(random_instance(seed, shape));
            TestPlan plan(problem, seed);
            PlanEducator educator(problem.view());
            Score score = plan.evaluate();
            for (std::uint32_t generation = 0; generation < 5; ++generation) {
                const Score next = educator.educate(moves(generation, 6), 0, plan.view());
                EXPECT_FALSE(score < next);
                better += next < score ? 1 : 0;
                EXPECT_EQ(plan.evaluate(), next) << "the ledger is the plan";
                score = next;
            }
        }
        EXPECT_GT(better, 0);
    }
}

}  // namespace
}  // namespace nightwatt
