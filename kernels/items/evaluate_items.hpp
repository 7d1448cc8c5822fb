#pragma once

#include "kernels/evaluate.hpp"
#include "kernels/hash_mix.hpp"
#include "kernels/items/sequence_items.hpp"

namespace nightwatt {

/// What an evaluation of all plans works on. Non-owning; meters are null unless coupled.
struct EvaluationView {
    SequencesView sequences;
    ServerScore* server_scores;  ///< [plan * servers]
    SiteScore* site_scores;      ///< [plan * sites]
    std::int64_t* edge_uj;       ///< [plan * sites * slots]
    std::int64_t* step_mw;       ///< [plan * sites * slots]
    RunningTask* running;        ///< [worker * running_room]
    std::uint32_t running_room;

    [[nodiscard]] HOST_DEVICE SharedSlotMeter meter(const ProblemView& p, std::uint32_t plan,
                                                    std::uint32_t site) const {
        const std::uint64_t at = (std::uint64_t{plan} * p.site_count + site) * p.slot_count;
        return {edge_uj + at, step_mw + at};
    }
};

/// Sets hash and meters to 0. Item: (plan, site and slot; one at least).
struct ForgetScores {
    ProblemView problem;
    PopulationView population;
    EvaluationView work;

    HOST_DEVICE void operator()(std::uint32_t plan, std::uint32_t row) const {
        if (row == 0) population.hash[plan] = 0;
        if (!problem.coupled) return;
        const std::uint64_t at =
            std::uint64_t{plan} * problem.site_count * problem.slot_count + row;
        work.edge_uj[at] = 0;
        work.step_mw[at] = 0;
    }
};

/// Walks one server of a plan; its tasks' starts and places become genes. Item: (plan, server),
/// with a worker's memory.
struct WalkServer {
    ProblemView problem;
    PopulationView population;
    EvaluationView work;

    HOST_DEVICE void operator()(std::uint32_t plan, std::uint32_t server,
                                std::uint32_t worker) const {
        const ProblemView& p = problem;
        const Sequence sequence = work.sequences.of(plan, server);
        RunningTask* const running = work.running + std::uint64_t{worker} * work.running_room;
        ServerScore score;
        if (p.coupled) {
            SharedMeterSink sink(p, work.meter(p, plan, p.servers[server].site), 1);
            score = walk_server(p, server, sequence, running, sink);
        } else {
            SilentSink sink;
            score = walk_server(p, server, sequence, running, sink);
        }
        work.server_scores[std::uint64_t{plan} * p.server_count + server] = score;
        const PlanView genes = population.plan(plan);
        std::uint64_t hash = 0;
        for (std::uint32_t k = 0; k < sequence.count; ++k) {
            const SequenceItem& item = sequence.items[k];
            genes.start_ms[item.task] = item.start_ms;
            genes.position[item.task] = k;
            hash += task_hash(item.task, static_cast<std::int32_t>(server), item.start_ms,
                              static_cast<std::int32_t>(item.level));
        }
        add_shared(population.hash[plan], hash);
    }
};

/// Item: (plan, site); coupled problems only.
struct ScoreSite {
    ProblemView problem;
    EvaluationView work;

    HOST_DEVICE void operator()(std::uint32_t plan, std::uint32_t site) const {
        work.site_scores[std::uint64_t{plan} * problem.site_count + site] =
            score_site(problem, site, work.meter(problem, plan, site));
    }
};

/// Sum of the lanes' scores, the same in all lanes.
template <class Lanes>
HOST_DEVICE ServerScore sum_servers(Lanes& lanes, const ServerScore& own) {
    ServerScore sum;
    sum.energy_nano = lanes.sum(own.energy_nano);
    sum.tardiness_nano = lanes.sum(own.tardiness_nano);
    sum.transfer_nano = lanes.sum(own.transfer_nano);
    sum.change_nano = lanes.sum(own.change_nano);
    sum.violation_ms = lanes.sum(own.violation_ms);
    sum.end_ms = lanes.largest(own.end_ms);
    return sum;
}

/// Adds up a plan's servers and sites. Item: a plan, shared by a lane group.
struct ScorePlan {
    ProblemView problem;
    PopulationView population;
    EvaluationView work;

    template <class Lanes>
    HOST_DEVICE void operator()(std::uint32_t plan, std::uint32_t, Lanes& lanes) const {
        const ServerScore* const servers =
            work.server_scores + std::uint64_t{plan} * problem.server_count;
        ServerScore own;
        for (std::uint32_t i = lanes.rank(); i < problem.server_count; i += lanes.size()) {
            add_server(own, servers[i]);
        }
        const ServerScore sum = sum_servers(lanes, own);
        if (lanes.rank() != 0) return;
        SiteScore sites;
        for (std::uint32_t s = 0; problem.coupled && s < problem.site_count; ++s) {
            add_site(sites, work.site_scores[std::uint64_t{plan} * problem.site_count + s]);
        }
        population.score[plan] = plan_score(problem, sum, sites);
    }
};

}  // namespace nightwatt
