#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <vector>

#include "backend/whole_pair.hpp"

namespace nightwatt {
namespace {

/// Whether a side's tasks start when they did, and `task` at `start_ms`.
bool others_stay(const Track& track, const Rewalk& change, std::uint32_t task,
                 std::int64_t start_ms) {
    for (std::uint32_t k = 0; k < change.walked; ++k) {
        const TrackItem& item = change.items[k];
        std::int64_t expected_ms = start_ms;
        for (std::uint32_t i = 0; item.task != task && i < track.count; ++i) {
            if (track.items[i].task == item.task) expected_ms = track.items[i].start_ms;
        }
        if (item.start_ms != expected_ms) return false;
    }
    return true;
}

/// Whether a task fits at a moment beside what runs then but `gone`.
bool fits_at(const ProblemView& p, const ServerFacts& s, const Track& track, std::uint32_t gone,
             std::uint32_t task, std::int64_t t_ms) {
    Resources free = s.capacity;
    for (std::uint32_t i = 0; i < track.count; ++i) {
        const TrackItem& other = track.items[i];
        if (other.task != gone && other.start_ms <= t_ms && t_ms < other.end_ms) {
            free.take(p.tasks[other.task].need);
        }
    }
    return free.fits(p.tasks[task].need);
}

/// The stretch around an item's time in which a task fits once the item is gone; empty where it
/// does not fit as long as the item runs.
Seats::Stretch stretch(const ProblemView& p, const ServerFacts& s, const Track& track,
                       const TrackItem& item, std::uint32_t task) {
    std::set<std::int64_t> changes;
    for (std::uint32_t i = 0; i < track.count; ++i) {
        changes.insert(track.items[i].start_ms);
        changes.insert(track.items[i].end_ms);
    }
    const std::vector<std::int64_t> moments(changes.begin(), changes.end());
    const auto place = [&](std::int64_t t_ms) {
        return std::lower_bound(moments.begin(), moments.end(), t_ms) - moments.begin();
    };
    for (auto k = place(item.start_ms); k < place(item.end_ms); ++k) {
        if (!fits_at(p, s, track, item.task, task, moments[k])) return {0, 0};
    }
    Seats::Stretch wide{item.start_ms, item.end_ms};
    for (auto k = place(item.start_ms) - 1; k >= -1; --k) {
        if (place(item.start_ms) - k > Seats::most_changes) break;
        const std::int64_t from_ms = k < 0 ? 0 : moments[k];
        if (k >= 0 && !fits_at(p, s, track, item.task, task, from_ms)) break;
        wide.from_ms = from_ms;
    }
    for (auto k = place(item.end_ms); k < std::ssize(moments); ++k) {
        if (k - place(item.end_ms) == Seats::most_changes) break;
        if (!fits_at(p, s, track, item.task, task, moments[k])) break;
        wide.until_ms = k + 1 < std::ssize(moments) ? moments[k + 1] : s.close_ms;
    }
    return wide;
}

/// Starts and levels of a task around an item's time, where it moves nobody else.
std::vector<Seating> seatings(const ProblemView& p, const ServerFacts& s, const Track& track,
                              const TrackItem& item, std::uint32_t task) {
    std::vector<Seating> all;
    const Seats::Stretch room = stretch(p, s, track, item, task);
    const std::int64_t first_ms =
        std::max({room.from_ms, ready_at(p, task, s.site), s.first_start_ms});
    for (std::uint32_t level = 0; level < s.levels; ++level) {
        const std::int64_t run_ms = option_of(p, s, task, level).run_ms;
        if (run_ms == forbidden_run_ms) continue;
        const std::int64_t last_ms = std::min(room.until_ms, s.close_ms) - run_ms;
        for (const std::int64_t start_ms :
             {first_ms, last_ms, item.start_ms, item.end_ms - run_ms}) {
            if (first_ms <= start_ms && start_ms <= last_ms) all.push_back({0, start_ms, level});
        }
    }
    return all;
}

/// The least change of all exchanges of two tasks, each around the other's time within the room
/// there: they move nobody else.
std::int64_t least_change(const ProblemView& p, Pair& pair) {
    std::int64_t least_nano = 0;
    PairDraft& draft = pair.draft;
    for (std::uint32_t a = 0; a < draft.track[0].count; ++a) {
        for (std::uint32_t b = 0; b < draft.track[1].count; ++b) {
            const std::uint32_t place[2] = {a, b};
            const TrackItem item[2] = {draft.track[0].items[a], draft.track[1].items[b]};
            if (!may_use(p, item[0].task, draft.server[1]) ||
                !may_use(p, item[1].task, draft.server[0])) {
                continue;
            }
            for (const Seating& here :
                 seatings(p, p.servers[draft.server[0]], draft.track[0], item[0], item[1].task)) {
                for (const Seating& there : seatings(p, p.servers[draft.server[1]], draft.track[1],
                                                     item[1], item[0].task)) {
                    const Seating at[2] = {here, there};
                    for (std::uint32_t side = 0; side < 2; ++side) {
                        draft.transfer(side, place[side],
                                       draft.track[side].place_after(at[side].start_ms),
                                       {at[side].start_ms, item[1 - side].task, at[side].level});
                    }
                    const Trial trial = try_move(p, pair);
                    drop_move(p, pair);
                    EXPECT_TRUE(
                        others_stay(draft.track[0], trial.side[0], item[1].task, here.start_ms));
                    EXPECT_TRUE(
                        others_stay(draft.track[1], trial.side[1], item[0].task, there.start_ms));
                    least_nano = std::min(least_nano, trial.change.cost_nano);
                }
            }
        }
    }
    return least_nano;
}

TEST(BestSwap, IsTheBestOfAllThatMoveNobodyElse) {
    int swaps = 0;
    for (const RandomShape& shape :
         {RandomShape{}, RandomShape{.tasks = 60, .servers = 6, .resources = 3},
          RandomShape{.tasks = 40, .servers = 4, .transfers = true}}) {
        for (std::uint64_t seed = 0; seed < 40; ++seed) {
            Instance instance = random_instance(seed, shape);
            // Idle power and the makespan are what the move leaves to try_move().
            instance.makespan_weight_per_h = 0;
            for (double& watts : instance.servers.idle_w) watts = 0;
            for (double& watts : instance.servers.sleep_w) watts = 0;
            for (double& joules : instance.servers.wake_j) joules = 0;
            const Problem problem(instance);
            const ProblemView p = problem.view();
            TestPlan plan(problem, seed);
            // Nobody moves up when somebody leaves.
            std::copy_n(plan.view().start_ms, p.task_count, plan.view().hold_ms);
            if (plan.evaluate().violation != 0) continue;
            WholePair whole(problem, plan, 0, 1);
            Pair& pair = whole.pair();
            const std::int64_t least_nano = least_change(p, pair);
            const Score before = whole.evaluate(false);
            pair.draft.begin();
            const Draw where = draw(seed, Purpose::Move, 1, 0, 0);
            ASSERT_EQ(best_swap(p, pair.draft, where, pair.running, pair.seats), least_nano < 0);
            if (least_nano == 0) continue;
            ++swaps;
            EXPECT_EQ(try_move(p, pair).change.cost_nano, least_nano);
            EXPECT_EQ(whole.evaluate(true).cost_nano - before.cost_nano, least_nano);
        }
    }
    EXPECT_GT(swaps, 40);
}

TEST(BestSwap, LeavesPinnedTasksAlone) {
    int swaps = 0;
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        const Problem problem(random_instance(seed, {.tasks = 60, .servers = 4, .pinned = true}));
        const ProblemView p = problem.view();
        TestPlan plan(problem, seed);
        WholePair whole(problem, plan, 0, 1);
        Pair& pair = whole.pair();
        pair.draft.begin();
        const Draw where = draw(seed, Purpose::Move, 1, 0, 0);
        if (!best_swap(p, pair.draft, where, pair.running, pair.seats)) continue;
        ++swaps;
        for (std::uint32_t side = 0; side < 2; ++side) {
            const Splice& splice = pair.draft.splice[side];
            for (std::uint32_t k = 0; k < splice.count; ++k) {
                const std::uint32_t task = splice.fresh[k].task;
                const Track& track = pair.draft.track[side];
                const bool stays =
                    std::any_of(track.items, track.items + track.count,
                                [&](const TrackItem& item) { return item.task == task; });
                if (stays) continue;
                EXPECT_LT(p.pin_start_ms[task], 0);
                EXPECT_TRUE(may_use(p, task, pair.draft.server[side]));
                if (p.pin_level[task] >= 0) {
                    EXPECT_EQ(splice.fresh[k].level, static_cast<std::uint32_t>(p.pin_level[task]));
                }
            }
        }
    }
    EXPECT_GT(swaps, 5);
}

TEST(BestSwap, EducationMakesThem) {
    int better = 0;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const Problem problem(random_instance(seed, {.tasks = 60, .servers = 4}));
        const ProblemView p = problem.view();
        TestPlan plan(problem, seed);
        WholePair whole(problem, plan, 0, 1);
        const Score before = whole.evaluate(false);
        const Draw where = draw(seed, Purpose::Move, 1, 0, 0);
        const Score change = descend_by_swaps(p, where, whole.pair());
        const Score after = whole.evaluate(false);
        EXPECT_EQ(after.cost_nano - before.cost_nano, change.cost_nano);
        EXPECT_EQ(after.violation - before.violation, change.violation);
        better += after < before ? 1 : 0;
        EXPECT_FALSE(before < after);
    }
    EXPECT_GT(better, 10);
}

}  // namespace
}  // namespace nightwatt
