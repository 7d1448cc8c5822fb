#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "backend/plan_educator.hpp"
#include "backend/test_plan.hpp"

namespace nightwatt {
namespace {

/// A pair of servers of a plan that sees the plan's cost exactly: the whole share of every slot.
class WholePair {
  public:
    WholePair(const Problem& problem, TestPlan& plan, std::uint32_t a, std::uint32_t b)
        : problem_(problem), p_(problem.view()), tracks_(p_), servers_{a, b} {
        PlanSequences sorted(p_);
        running_.resize(RunningSet::scratch_size(p_.max_running));
        tracks_.sort(sorted, plan.view());
        for (std::uint32_t i = 0; i < p_.server_count; ++i) tracks_.walk(i, running_.data());
        for (std::uint32_t s = 0; p_.coupled && s < p_.site_count; ++s) tracks_.meter(s);
        pair_.draft.sides = a == b ? 1 : 2;
        pair_.running = running_.data();
        for (std::uint32_t i = 0; i < p_.server_count; ++i) {
            if (i != a && i != b)
                pair_.others_end_ms = std::max(pair_.others_end_ms, tracks_.end_ms(i));
        }
        pair_.meter_uj = p_.coupled ? tracks_.meter_uj() : 0;
        pair_.meter_cap_uj = p_.energy_cap_uj;
        for (std::uint32_t side = 0; side < pair_.draft.sides; ++side) open(side);
    }

    Pair& pair() { return pair_; }
    /// Full evaluation of the whole plan, with the pair's servers as they are now or as the
    /// draft's splices make them.
    Score evaluate(bool moved) {
        std::vector<std::vector<FreshItem>> sequences(p_.server_count);
        for (std::uint32_t i = 0; i < p_.server_count; ++i) {
            if (i == servers_[0] || i == servers_[1]) continue;
            const Track track = tracks_.take(i, tracks_.count(i));
            for (std::uint32_t k = 0; k < track.count; ++k) {
                sequences[i].push_back(genes_of(track.items[k]));
            }
        }
        for (std::uint32_t side = 0; side < pair_.draft.sides; ++side) {
            const Track& track = pair_.draft.track[side];
            const Splice& splice = pair_.draft.splice[side];
            auto& to = sequences[pair_.draft.server[side]];
            for (std::uint32_t k = 0; k < track.count; ++k) to.push_back(genes_of(track.items[k]));
            if (!moved) continue;
            to.erase(to.begin() + splice.first, to.begin() + splice.last);
            to.insert(to.begin() + splice.first, splice.fresh, splice.fresh + splice.count);
        }
        Plan genes;
        genes.resize(problem_.tasks());
        for (std::uint32_t i = 0; i < sequences.size(); ++i) {
            for (std::uint32_t k = 0; k < sequences[i].size(); ++k) {
                const FreshItem& item = sequences[i][k];
                genes.server[item.task] = static_cast<std::int32_t>(i);
                genes.position[item.task] = static_cast<std::int32_t>(k);
                genes.level[item.task] = static_cast<std::int32_t>(item.level);
                genes.hold_ms[item.task] = item.hold_ms;
            }
        }
        return decode(problem_, genes).score;
    }

  private:
    void open(std::uint32_t side) {
        const std::uint32_t server = servers_[side];
        pair_.draft.server[side] = server;
        walked_[side].resize(p_.task_count + 1);
        fresh_[side].resize(p_.task_count + 1);
        pair_.walked[side] = walked_[side].data();
        pair_.draft.splice[side].fresh = fresh_[side].data();
        pair_.draft.track[side] = tracks_.take(server, p_.task_count);
        if (!p_.coupled) return;
        const std::uint32_t site = p_.servers[server].site;
        if (side == 1 && site == pair_.site[0]->site) {
            pair_.site[1] = pair_.site[0];
            return;
        }
        limits_[side].resize(p_.slot_count);
        energy_uj_[side].resize(p_.slot_count);
        change_uj_[side].resize(p_.slot_count);
        site_[side] = {limits_[side].data(),
                       energy_uj_[side].data(),
                       change_uj_[side].data(),
                       site,
                       UINT32_MAX,
                       0,
                       true,
                       true};
        for (std::uint32_t slot = 0; slot < p_.slot_count; ++slot) {
            share_slot(p_.limits[std::size_t{site} * p_.slot_count + slot],
                       tracks_.energy_uj(site)[slot], whole_share, site_[side], slot);
        }
        pair_.site[side] = &site_[side];
    }

    const Problem& problem_;
    ProblemView p_;
    PlanTracks tracks_;
    std::uint32_t servers_[2];
    Pair pair_{};
    std::vector<RunningTask> running_;
    std::vector<TrackItem> walked_[2];
    std::vector<FreshItem> fresh_[2];
    std::vector<SlotLimits> limits_[2];
    std::vector<std::int64_t> energy_uj_[2];
    std::vector<std::int64_t> change_uj_[2];
    PairSite site_[2];
};

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
