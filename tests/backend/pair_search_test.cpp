#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "backend/whole_pair.hpp"

namespace nightwatt {
namespace {

using Move = bool (*)(const ProblemView&, PairDraft&, const Draw& what, const Draw& when);

/// Makes one kind of move at random places, keeps some of them, and compares what try_move() says
/// with two full evaluations, and the tracks with full walks.
int compare_deltas(Move move) {
    int tried = 0;
    for (const RandomShape& shape : pair_shapes) {
        for (std::uint64_t seed = 0; seed < 12; ++seed) {
            const Problem problem(random_instance(seed, shape));
            const ProblemView p = problem.view();
            TestPlan plan(problem, seed);
            const Draw place = draw(seed, Purpose::Partner, 1, 0, 0);
            const std::uint32_t a = place.below(0, p.server_count);
            const std::uint32_t b =
                p.server_count == 1 ? a
                                    : (a + 1 + place.below(1, p.server_count - 1)) % p.server_count;
            WholePair whole(problem, plan, a, b);
            Pair& pair = whole.pair();
            Score known = whole.evaluate(false);
            for (std::uint32_t k = 0; k < 40; ++k) {
                const Draw what = draw(seed, Purpose::Move, 1, 0, 2 * k);
                const Draw when = draw(seed, Purpose::Move, 1, 0, 2 * k + 1);
                if ((when.word[3] & 1u) != 0) pair.turn();
                pair.draft.begin();
                if (!move(p, pair.draft, what, when)) continue;
                ++tried;
                const Trial trial = try_move(p, pair);
                const Score after = whole.evaluate(true);
                EXPECT_EQ(trial.change.cost_nano, after.cost_nano - known.cost_nano);
                EXPECT_EQ(trial.change.violation, after.violation - known.violation);
                if (::testing::Test::HasFailure()) return tried;
                if (k % 3 == 0) {
                    drop_move(p, pair);
                } else {
                    keep_move(p, pair, trial);
                    known = after;
                }
                EXPECT_EQ(whole.evaluate(false), known);
                for (std::uint32_t side = 0; side < pair.draft.sides; ++side) {
                    const Track& track = pair.draft.track[side];
                    std::vector<SequenceItem> items;
                    for (std::uint32_t i = 0; i < track.count; ++i) {
                        items.push_back({0, track.items[i].hold_ms, track.items[i].task, i,
                                         track.items[i].level});
                    }
                    SilentSink sink;
                    std::vector<RunningTask> scratch(RunningSet::scratch_size(p.max_running));
                    const ServerScore full =
                        walk_server(p, pair.draft.server[side], {items.data(), track.count},
                                    scratch.data(), sink);
                    EXPECT_EQ(track.cost_nano, full.cost_nano());
                    EXPECT_EQ(track.end_ms(), full.end_ms);
                    for (std::uint32_t i = 0; i < track.count; ++i) {
                        EXPECT_EQ(track.items[i].start_ms, items[i].start_ms);
                    }
                }
                if (::testing::Test::HasFailure()) return tried;
            }
        }
    }
    return tried;
}

TEST(Delta, OfRelocateEqualsTheDifferenceOfTwoFullEvaluations) {
    EXPECT_GT(compare_deltas([](const ProblemView& p, PairDraft& draft, const Draw& what,
                                const Draw& when) { return relocate(p, draft, true, what, when); }),
              500);
}

TEST(Delta, OfSwapEqualsTheDifferenceOfTwoFullEvaluations) {
    EXPECT_GT(compare_deltas([](const ProblemView& p, PairDraft& draft, const Draw& what,
                                const Draw&) { return swap(p, draft, what); }),
              500);
}

TEST(Delta, OfRelevelEqualsTheDifferenceOfTwoFullEvaluations) {
    EXPECT_GT(compare_deltas([](const ProblemView& p, PairDraft& draft, const Draw& what,
                                const Draw&) { return relevel(p, draft, true, what); }),
              300);
}

TEST(Delta, OfRetimeEqualsTheDifferenceOfTwoFullEvaluations) {
    EXPECT_GT(compare_deltas([](const ProblemView& p, PairDraft& draft, const Draw& what,
                                const Draw& when) { return retime(p, draft, what, when); }),
              500);
}

TEST(Delta, OfResequenceEqualsTheDifferenceOfTwoFullEvaluations) {
    EXPECT_GT(compare_deltas([](const ProblemView&, PairDraft& draft, const Draw& what,
                                const Draw&) { return resequence(draft, what); }),
              500);
}

TEST(Delta, OfInterchangeEqualsTheDifferenceOfTwoFullEvaluations) {
    EXPECT_GT(compare_deltas([](const ProblemView& p, PairDraft& draft, const Draw& what,
                                const Draw&) { return interchange(p, draft, what); }),
              500);
}

TEST(Delta, OfMovedBlocksEqualsTheDifferenceOfTwoFullEvaluations) {
    EXPECT_GT(compare_deltas([](const ProblemView&, PairDraft& draft, const Draw& what,
                                const Draw&) { return move_block(draft, what); }),
              300);
}

TEST(Delta, OfBlocksEqualsTheDifferenceOfTwoFullEvaluations) {
    EXPECT_GT(compare_deltas([](const ProblemView& p, PairDraft& draft, const Draw& what,
                                const Draw&) { return relocate_block(p, draft, what); }),
              200);
}

TEST(Delta, OfTailsEqualsTheDifferenceOfTwoFullEvaluations) {
    EXPECT_GT(compare_deltas([](const ProblemView& p, PairDraft& draft, const Draw& what,
                                const Draw&) { return exchange_tails(p, draft, what); }),
              200);
}

TEST(Delta, OfMergeEqualsTheDifferenceOfTwoFullEvaluations) {
    EXPECT_GT(
        compare_deltas([](const ProblemView& p, PairDraft& draft, const Draw& what, const Draw&) {
            // A server that was merged into another stays empty: tails fill it again.
            return (what.word[0] & 1u) != 0 ? merge(p, draft) : exchange_tails(p, draft, what);
        }),
        200);
}

TEST(Delta, OfBestPlaceEqualsTheDifferenceOfTwoFullEvaluations) {
    // Also where tasks wait for each other's gaps, and the sweep is an estimate.
    EXPECT_GT(compare_deltas([](const ProblemView& p, PairDraft& draft, const Draw& what,
                                const Draw&) { return best_place(p, draft, what); }),
              300);
}

TEST(BestPlace, IsTheCheapestOfAllOtherPlacesWhereThereAreNoGaps) {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        Instance instance =
            random_instance(seed, {.tasks = 15, .servers = 1, .resources = 1, .loads_only = true});
        for (std::uint32_t j = 0; j < 15; ++j) {
            const Draw random = draw(seed, Purpose::Share, 1, 0, j);
            instance.tasks.deadline_s[j] = random.below(0, 60'000);
            instance.tasks.tardiness_weight_per_h[j] = random.below(1, 9);
        }
        const Problem problem(instance);
        const ProblemView p = problem.view();
        TestPlan plan(problem, seed);
        std::fill_n(plan.view().hold_ms, 15, 0);
        WholePair whole(problem, plan, 0, 0);
        Pair& pair = whole.pair();
        for (std::uint32_t k = 0; k < 20; ++k) {
            const Draw what = draw(seed, Purpose::Move, 1, 0, k);
            pair.draft.begin();
            ASSERT_TRUE(best_place(p, pair.draft, what));
            const std::int64_t found = try_move(p, pair).change.cost_nano;
            drop_move(p, pair);
            const std::uint32_t from = what.below(1, pair.draft.track[0].count);
            std::int64_t least = INT64_MAX;
            for (std::uint32_t to = 0; to <= pair.draft.track[0].count; ++to) {
                if (to == from || to == from + 1) continue;
                pair.draft.begin();
                pair.draft.transfer(0, from, to, genes_of(pair.draft.track[0].items[from]));
                least = std::min(least, try_move(p, pair).change.cost_nano);
                drop_move(p, pair);
            }
            EXPECT_EQ(found, least);
            // From here on, each from another sequence.
            pair.draft.begin();
            ASSERT_TRUE(resequence(pair.draft, what));
            keep_move(p, pair, try_move(p, pair));
        }
    }
}

}  // namespace
}  // namespace nightwatt
