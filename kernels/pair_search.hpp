#pragma once

#include "kernels/coupling.hpp"
#include "kernels/evaluate.hpp"
#include "kernels/moves/relevel.hpp"
#include "kernels/moves/relocate.hpp"
#include "kernels/moves/resequence.hpp"
#include "kernels/moves/retime.hpp"
#include "kernels/moves/swap.hpp"

namespace nightwatt {

/// What is known of a plan beside the two servers that a move may touch: enough to score the whole
/// plan after it, exactly. Arrays belong to the caller.
struct PlanLedger {
    ServerScore* server;  ///< [server]
    SiteScore* site;      ///< [site]; unused unless coupled
    SlotMeter* meter;     ///< [site]; unused unless coupled
    ServerScore servers;  ///< sum over all servers; its end_ms is the latest end
    SiteScore sites;      ///< sum over all sites
};

/// Random choice of a move, by weights in 16ths. Returns false where the move is not possible.
HOST_DEVICE inline bool propose(const ProblemView& p, PairDraft& draft, bool holds,
                                const Draw& random, const Draw& kind) {
    const std::uint32_t sixteenth = kind.word[0] >> 28;
    if (sixteenth < 6) return relocate(p, draft, random);
    if (sixteenth < 9) return swap(p, draft, random);
    if (sixteenth < 11) return relevel(p, draft, random);
    if (sixteenth < 14 && holds) return retime(p, draft, random);
    return resequence(draft, random);
}

/// Latest end over all servers but the draft's.
HOST_DEVICE inline std::int64_t other_end_ms(const ProblemView& p, const PlanLedger& ledger,
                                             const PairDraft& draft) {
    std::int64_t end_ms = 0;
    for (std::uint32_t i = 0; i < p.server_count; ++i) {
        const bool own = i == draft.server[0] || (draft.sides == 2 && i == draft.server[1]);
        if (!own) end_ms = larger(end_ms, ledger.server[i].end_ms);
    }
    return end_ms;
}

/// The state of a plan after a move that has been made in a draft but not yet kept.
struct Trial {
    Score score;  ///< of the whole plan
    ServerScore next[2];
    ServerScore servers;
    SiteScore fresh[2];
    SiteScore sites;
};

/// Sums of the ledger with the scores of the draft's servers replaced.
HOST_DEVICE inline ServerScore replaced(const PlanLedger& ledger, const PairDraft& draft,
                                        const ServerScore next[2], std::int64_t others_end_ms) {
    ServerScore sum = ledger.servers;
    sum.end_ms = others_end_ms;
    for (int side = 0; side < draft.sides; ++side) {
        const ServerScore& old = ledger.server[draft.server[side]];
        sum.energy_nano += next[side].energy_nano - old.energy_nano;
        sum.tardiness_nano += next[side].tardiness_nano - old.tardiness_nano;
        sum.transfer_nano += next[side].transfer_nano - old.transfer_nano;
        sum.change_nano += next[side].change_nano - old.change_nano;
        sum.violation_ms += next[side].violation_ms - old.violation_ms;
        sum.end_ms = larger(sum.end_ms, next[side].end_ms);
    }
    return sum;
}

/// Walks sequences of the draft's servers and meters them (sign +1) or takes them out of the meters
/// again (-1).
HOST_DEVICE inline void meter_sides(const ProblemView& p, PlanLedger& ledger,
                                    const PairDraft& draft, const Sequence sides[2],
                                    std::int64_t sign, ServerScore score[2], RunningTask* running) {
    for (int side = 0; side < draft.sides; ++side) {
        const std::uint32_t server = draft.server[side];
        MeterSink sink(p, ledger.meter[p.servers[server].site], sign);
        score[side] = walk_server(p, server, sides[side], running, sink);
    }
}

/// Scores the sites of a draft's servers anew; returns the sums over all sites.
HOST_DEVICE inline SiteScore rescored_sites(const ProblemView& p, const PlanLedger& ledger,
                                            const PairDraft& draft, SiteScore fresh[2]) {
    SiteScore sum = ledger.sites;
    for (int side = 0; side < draft.sides; ++side) {
        const std::uint32_t site = p.servers[draft.server[side]].site;
        if (side == 1 && site == p.servers[draft.server[0]].site) break;
        fresh[side] = score_site(p, site, ledger.meter[site]);
        sum.cost_nano += fresh[side].cost_nano - ledger.site[site].cost_nano;
        sum.violation_j += fresh[side].violation_j - ledger.site[site].violation_j;
        sum.meter_uj += fresh[side].meter_uj - ledger.site[site].meter_uj;
    }
    return sum;
}

/// Scores the plan with the draft's next sequences: exactly what a full evaluation would give, from
/// the draft's servers and their sites alone. The meters hold the move until keep_move() or
/// drop_move() is called.
HOST_DEVICE inline Trial try_move(const ProblemView& p, PairDraft& draft, PlanLedger& ledger,
                                  std::int64_t others_end_ms, RunningTask* running) {
    Trial trial;
    trial.sites = ledger.sites;
    if (p.coupled) {
        ServerScore old[2];
        meter_sides(p, ledger, draft, draft.now, -1, old, running);
        meter_sides(p, ledger, draft, draft.next, 1, trial.next, running);
        trial.sites = rescored_sites(p, ledger, draft, trial.fresh);
    } else {
        SilentSink silent;
        for (int side = 0; side < draft.sides; ++side) {
            trial.next[side] =
                walk_server(p, draft.server[side], draft.next[side], running, silent);
        }
    }
    trial.servers = replaced(ledger, draft, trial.next, others_end_ms);
    trial.score = plan_score(p, trial.servers, trial.sites);
    return trial;
}

/// Enters a trial into the ledger and makes the draft's next sequences the present ones.
HOST_DEVICE inline void keep_move(const ProblemView& p, PairDraft& draft, PlanLedger& ledger,
                                  const Trial& trial) {
    ledger.servers = trial.servers;
    ledger.sites = trial.sites;
    for (int side = 0; side < draft.sides; ++side) {
        ledger.server[draft.server[side]] = trial.next[side];
        if (!p.coupled) continue;
        const std::uint32_t site = p.servers[draft.server[side]].site;
        if (side == 1 && site == p.servers[draft.server[0]].site) continue;
        ledger.site[site] = trial.fresh[side];
    }
    draft.keep();
}

/// Takes a move back: the meters are as before it.
HOST_DEVICE inline void drop_move(const ProblemView& p, PairDraft& draft, PlanLedger& ledger,
                                  RunningTask* running) {
    if (!p.coupled) return;
    ServerScore score[2];
    meter_sides(p, ledger, draft, draft.next, -1, score, running);
    meter_sides(p, ledger, draft, draft.now, 1, score, running);
}

/// Improves the servers of a draft by `attempts` random moves. A move is kept if the score of the
/// whole plan gets less; where makespan has a price, also if the score stays and the later end of
/// the two gets earlier, so that servers off the critical one are balanced too. The plan never gets
/// worse. Random items used: [first_item, first_item + 2 * attempts).
HOST_DEVICE inline void improve_pair(const ProblemView& p, const Breeding& b, std::uint32_t plan_id,
                                     std::uint32_t first_item, std::uint32_t attempts,
                                     PairDraft& draft, PlanLedger& ledger, RunningTask* running) {
    const std::int64_t others_end_ms = p.makespan_weight == 0 ? 0 : other_end_ms(p, ledger, draft);
    for (std::uint32_t k = 0; k < attempts; ++k) {
        const Draw random = draw(b.seed, Purpose::Move, b.generation, plan_id, first_item + 2 * k);
        const Draw kind =
            draw(b.seed, Purpose::Move, b.generation, plan_id, first_item + 2 * k + 1);
        if (!propose(p, draft, b.holds, random, kind)) continue;
        const Trial trial = try_move(p, draft, ledger, others_end_ms, running);
        const Score before = plan_score(p, ledger.servers, ledger.sites);
        bool better = trial.score < before;
        if (p.makespan_weight != 0 && trial.score == before) {
            std::int64_t end_now_ms = 0;
            std::int64_t end_next_ms = 0;
            for (int side = 0; side < draft.sides; ++side) {
                end_now_ms = larger(end_now_ms, ledger.server[draft.server[side]].end_ms);
                end_next_ms = larger(end_next_ms, trial.next[side].end_ms);
            }
            better = end_next_ms < end_now_ms;
        }
        if (better) {
            keep_move(p, draft, ledger, trial);
        } else {
            drop_move(p, draft, ledger, running);
        }
    }
}

}  // namespace nightwatt
