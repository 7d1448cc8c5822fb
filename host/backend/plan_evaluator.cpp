#include "backend/plan_evaluator.hpp"

#include <algorithm>

#include "kernels/hash_mix.hpp"
#include "kernels/loads/family.hpp"

namespace nightwatt {

PlanEvaluator::PlanEvaluator(const ProblemView& problem)
    : problem_(problem),
      running_(RunningSet::scratch_size(problem.max_running)),
      edge_uj_(problem.coupled ? std::size_t{problem.site_count} * problem.slot_count : 0),
      step_mw_(edge_uj_.size()),
      load_ms_(problem.server_count) {}

Score PlanEvaluator::evaluate(PlanSequences& sequences) {
    const ProblemView p = problem_;  // a copy: a walk's writes cannot change it
    ServerScore servers;
    if (!p.coupled) {
        SilentSink sink;
        for (std::uint32_t i = 0; i < p.server_count; ++i) {
            add_server(servers, walk_server(p, i, sequences.of(i), running_.data(), sink));
        }
        return plan_score(p, servers, {});
    }
    std::fill(edge_uj_.begin(), edge_uj_.end(), 0);
    std::fill(step_mw_.begin(), step_mw_.end(), 0);
    const auto meter = [&](std::uint32_t site) {
        const std::size_t row = std::size_t{site} * p.slot_count;
        return SlotMeter{edge_uj_.data() + row, step_mw_.data() + row};
    };
    for (std::uint32_t i = 0; i < p.server_count; ++i) {
        MeterSink sink(p, meter(p.servers[i].site), 1);
        add_server(servers, walk_server(p, i, sequences.of(i), running_.data(), sink));
    }
    SiteScore sites;
    for (std::uint32_t s = 0; s < p.site_count; ++s) add_site(sites, score_site(p, s, meter(s)));
    return plan_score(p, servers, sites);
}

Score PlanEvaluator::evaluate_loads(const PlanView& plan) {
    return family_score(problem_, plan, load_ms_.data());
}

std::uint64_t genes_hash(const PlanView& plan, std::uint32_t tasks) {
    std::uint64_t hash = 0;
    for (std::uint32_t j = 0; j < tasks; ++j) {
        hash += task_hash(j, static_cast<std::int32_t>(plan.server[j]), plan.start_ms[j],
                          plan.level[j]);
    }
    return hash;
}

}  // namespace nightwatt
