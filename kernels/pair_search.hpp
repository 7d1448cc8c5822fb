#pragma once

#include "kernels/education.hpp"
#include "kernels/moves/best_place.hpp"
#include "kernels/moves/best_swap.hpp"
#include "kernels/moves/exchange_tails.hpp"
#include "kernels/moves/interchange.hpp"
#include "kernels/moves/merge.hpp"
#include "kernels/moves/move_block.hpp"
#include "kernels/moves/relevel.hpp"
#include "kernels/moves/relocate.hpp"
#include "kernels/moves/relocate_block.hpp"
#include "kernels/moves/resequence.hpp"
#include "kernels/moves/retime.hpp"
#include "kernels/moves/swap.hpp"
#include "kernels/pair_meter.hpp"
#include "kernels/threshold.hpp"

namespace nightwatt {

/// A pair at work: its draft, what it knows of the rest of the plan, and scratch memory.
struct Pair {
    PairDraft draft;
    TrackItem* walked[2];  ///< room for all tasks of both servers, each
    RunningTask* running;
    Seat* seats[2];              ///< scratch memory, as many each
    PairSite* site[2];           ///< by side, the same one twice for one site; null: not coupled
    std::int64_t others_end_ms;  ///< latest end of the rest of the plan, where makespan has a price
    std::int64_t meter_uj;       ///< at all meters, as far as the pair knows
    std::int64_t meter_cap_uj;   ///< the pair's own energy cap

    [[nodiscard]] HOST_DEVICE bool two_sites() const {
        return draft.sides == 2 && site[0] != site[1];
    }
    /// First server becomes second.
    HOST_DEVICE void turn() {
        if (draft.sides < 2) return;
        exchange(draft.server[0], draft.server[1]);
        exchange(draft.track[0], draft.track[1]);
        exchange(draft.splice[0], draft.splice[1]);
        exchange(walked[0], walked[1]);
        exchange(seats[0], seats[1]);
        exchange(site[0], site[1]);
    }

  private:
    template <class T>
    HOST_DEVICE static void exchange(T& a, T& b) {
        const T c = a;
        a = b;
        b = c;
    }
};

/// What a proposed move does to the score of the plan, as far as the pair sees it.
struct Trial {
    Score change;
    Rewalk side[2];
    std::int64_t meter_uj;  ///< change
    std::int64_t end_ms;    ///< later end of the two
};

HOST_DEVICE inline std::int64_t overrun_ms(const ProblemView& p, std::uint32_t server,
                                           std::int64_t end_ms) {
    return larger(0, end_ms - p.servers[server].close_ms);
}

/// Scores the draft's splices. The slots of the pair hold the move until keep_move() or drop_move()
/// is called.
HOST_DEVICE inline Trial try_move(const ProblemView& p, Pair& pair) {
    Trial trial{};
    std::int64_t end_before_ms = pair.others_end_ms;
    std::int64_t end_after_ms = pair.others_end_ms;
    for (std::uint32_t side = 0; side < pair.draft.sides; ++side) {
        const Track& track = pair.draft.track[side];
        const std::uint32_t server = pair.draft.server[side];
        const std::int64_t old_end_ms = track.end_ms();
        end_before_ms = larger(end_before_ms, old_end_ms);
        if (!pair.draft.changed(side)) {
            trial.end_ms = larger(trial.end_ms, old_end_ms);
            continue;
        }
        Rewalk& change = trial.side[side];
        change = rewalk(p, server, track, pair.draft.splice[side], pair.walked[side], pair.running);
        trial.end_ms = larger(trial.end_ms, change.end_ms);
        trial.change.cost_nano += change.cost_nano;
        trial.change.violation += change.violation_ms + overrun_ms(p, server, change.end_ms) -
                                  overrun_ms(p, server, old_end_ms);
        if (p.coupled) {
            meter_rewalk(p, server, track, pair.draft.splice[side], change, *pair.site[side]);
        }
    }
    end_after_ms = larger(end_after_ms, trial.end_ms);
    if (p.makespan_weight != 0) {
        trial.change.cost_nano += weighted(smaller(end_after_ms, p.horizon_ms), p.makespan_weight) -
                                  weighted(smaller(end_before_ms, p.horizon_ms), p.makespan_weight);
    }
    if (p.coupled) {
        for (std::uint32_t side = 0; side < (pair.two_sites() ? 2u : 1u); ++side) {
            const SiteScore change = changed_site(p, *pair.site[side]);
            trial.change.cost_nano += change.cost_nano;
            trial.change.violation += change.violation_j;
            trial.meter_uj += change.meter_uj;
        }
        trial.change.violation += above_cap_j(pair.meter_uj + trial.meter_uj, pair.meter_cap_uj) -
                                  above_cap_j(pair.meter_uj, pair.meter_cap_uj);
    }
    return trial;
}

HOST_DEVICE inline void end_move(const ProblemView& p, Pair& pair, bool keep) {
    for (std::uint32_t side = 0; p.coupled && side < pair.draft.sides; ++side) {
        pair.site[side]->forget(keep);
    }
}

HOST_DEVICE inline void keep_move(const ProblemView& p, Pair& pair, const Trial& trial) {
    for (std::uint32_t side = 0; side < pair.draft.sides; ++side) {
        if (pair.draft.changed(side)) apply(pair.draft.track[side], trial.side[side]);
    }
    pair.meter_uj += trial.meter_uj;
    end_move(p, pair, true);
}

HOST_DEVICE inline void drop_move(const ProblemView& p, Pair& pair) {
    end_move(p, pair, false);
}

/// Where waiting can pay, 64 balls decide on the move: each has those below its number and not
/// below the one before. First and last stand the moves that need a partner.
namespace balls {
inline constexpr std::uint32_t relocate = 14;
inline constexpr std::uint32_t swap = relocate + 5;
inline constexpr std::uint32_t relevel = swap + 17;
inline constexpr std::uint32_t retime = relevel + 18;
inline constexpr std::uint32_t resequence = retime + 2;
inline constexpr std::uint32_t interchange = resequence + 2;
inline constexpr std::uint32_t relocate_block = interchange + 1;
inline constexpr std::uint32_t exchange_tails = relocate_block + 4;
inline constexpr std::uint32_t merge = exchange_tails + 1;
}  // namespace balls

/// A ball, but of none that a server without a partner, or without a choice of levels, cannot make.
HOST_DEVICE inline std::uint32_t ball_of(const ProblemView& p, const PairDraft& draft,
                                         const Draw& what) {
    const std::uint32_t first = draft.sides == 2 ? 0 : balls::swap;
    const std::uint32_t behind = draft.sides == 2 ? balls::merge : balls::interchange;
    const std::uint32_t none =
        p.servers[draft.server[0]].levels > 1 ? 0 : balls::relevel - balls::swap;
    const std::uint32_t ball = first + what.below(0, behind - first - none);
    return ball < balls::swap ? ball : ball + none;
}

/// Random choice of a move. Returns false where the move is not possible.
HOST_DEVICE inline bool propose(const ProblemView& p, PairDraft& draft, bool holds,
                                const Draw& what, const Draw& when) {
    draft.begin();
    if (holds) {
        const std::uint32_t ball = ball_of(p, draft, what);
        if (ball < balls::relocate) return relocate(p, draft, holds, what, when);
        if (ball < balls::swap) return swap(p, draft, what);
        if (ball < balls::relevel) return relevel(p, draft, holds, what);
        if (ball < balls::retime) return retime(p, draft, what, when);
        if (ball < balls::resequence) return resequence(draft, what);
        if (ball < balls::interchange) return interchange(p, draft, what);
        if (ball < balls::relocate_block) return relocate_block(p, draft, what);
        if (ball < balls::exchange_tails) return exchange_tails(p, draft, what);
        return merge(p, draft);
    }
    if (draft.sides == 2) {
        const std::uint32_t ball = what.below(0, 64);
        if (ball < 22) return relocate(p, draft, holds, what, when);
        if (ball < 34) return swap(p, draft, what);
        if (ball < 38) return relocate_block(p, draft, what);
        if (ball < 42) return exchange_tails(p, draft, what);
    }
    // What a server without a partner can do.
    const std::uint32_t other = when.word[1] >> 28;
    if (other < 1) return relevel(p, draft, holds, what);
    if (other < 8 && p.servers[draft.server[0]].exclusive != 0) return best_place(p, draft, what);
    if (other < 9) return resequence(draft, what);
    if (other < 13) return interchange(p, draft, what);
    return move_block(draft, what);
}

/// Whether a move is kept: less violation, or as much and at most `rise_nano` more cost. Where
/// makespan has a price and the score stays, the later end of the two must not get later, so that
/// servers off the critical one are balanced too.
HOST_DEVICE inline bool acceptable(const ProblemView& p, const Pair& pair, const Trial& trial,
                                   std::int64_t rise_nano) {
    if (trial.change.violation != 0) return trial.change.violation < 0;
    if (trial.change.cost_nano == 0 && p.makespan_weight != 0) {
        std::int64_t end_ms = 0;
        for (std::uint32_t side = 0; side < pair.draft.sides; ++side) {
            end_ms = larger(end_ms, pair.draft.track[side].end_ms());
        }
        return trial.end_ms <= end_ms;
    }
    return trial.change.cost_nano <= rise_nano;
}

/// Best swaps that a pair begins with, at most.
inline constexpr std::uint32_t most_best_swaps = 10;

/// Makes the best swap, again and again, as long as that lessens the score. Returns the change.
HOST_DEVICE inline Score descend_by_swaps(const ProblemView& p, const Draw& where, Pair& pair) {
    Score sum;
    for (std::uint32_t k = 0; k < most_best_swaps; ++k) {
        pair.draft.begin();
        if (!best_swap(p, pair.draft, where, pair.running, pair.seats)) break;
        const Trial trial = try_move(p, pair);
        if (!acceptable(p, pair, trial, -1)) {
            drop_move(p, pair);
            break;
        }
        keep_move(p, pair, trial);
        sum.violation += trial.change.violation;
        sum.cost_nano += trial.change.cost_nano;
    }
    return sum;
}

/// Improves the two servers of a pair by best swaps, where delaying a task can pay, and by
/// `attempts` random moves, in each of which either may be the first one. Random items used:
/// [first_item, first_item + 2 * attempts]. Returns the change of the plan's score as the pair sees
/// it; it is never above 0 without a threshold.
HOST_DEVICE inline Score improve_pair(const ProblemView& p, const Education& e,
                                      std::uint32_t stream, std::uint32_t plan_id,
                                      std::uint32_t first_item, std::uint32_t attempts,
                                      Pair& pair) {
    Score sum;
    if (e.holds) {
        const Draw where = draw(e.seed, Purpose::Move, stream, plan_id, first_item + 2 * attempts);
        sum = descend_by_swaps(p, where, pair);
    }
    for (std::uint32_t k = 0; k < attempts; ++k) {
        const Draw what = draw(e.seed, Purpose::Move, stream, plan_id, first_item + 2 * k);
        const Draw when = draw(e.seed, Purpose::Move, stream, plan_id, first_item + 2 * k + 1);
        if ((when.word[3] & 1u) != 0) pair.turn();
        if (!propose(p, pair.draft, e.holds, what, when)) continue;
        const Trial trial = try_move(p, pair);
        if (acceptable(p, pair, trial, allowed_rise_nano(e.threshold_of(plan_id), when.word[2]))) {
            keep_move(p, pair, trial);
            sum.violation += trial.change.violation;
            sum.cost_nano += trial.change.cost_nano;
        } else {
            drop_move(p, pair);
        }
    }
    return sum;
}

}  // namespace nightwatt
