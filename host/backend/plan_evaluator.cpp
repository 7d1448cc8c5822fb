#include "backend/plan_evaluator.hpp"

#include <algorithm>
#include <tuple>

#include "kernels/hash_mix.hpp"

namespace nightwatt {

PlanEvaluator::PlanEvaluator(const ProblemView& problem)
    : problem_(problem),
      running_(RunningSet::scratch_size(problem.max_running)),
      edge_uj_(problem.coupled ? std::size_t{problem.site_count} * problem.slot_count : 0),
      step_mw_(edge_uj_.size()),
      load_ms_(problem.server_count),
      keys_(problem.task_count) {}

void PlanEvaluator::sort(const PlanView& plan) {
    const std::uint32_t servers = problem_.server_count;
    const std::uint32_t tasks = problem_.task_count;
    std::fill_n(plan.first, servers + 1, 0u);
    for (std::uint32_t j = 0; j < tasks; ++j) ++plan.first[plan.server[j] + 1];
    for (std::uint32_t i = 0; i < servers; ++i) plan.first[i + 1] += plan.first[i];
    for (std::uint32_t j = 0; j < tasks; ++j) {
        keys_[plan.first[plan.server[j]]++] = {plan.start_ms[j], plan.position[j], j};
    }
    for (std::uint32_t i = servers; i > 0; --i) plan.first[i] = plan.first[i - 1];
    plan.first[0] = 0;
    for (std::uint32_t i = 0; i < servers; ++i) {
        std::sort(keys_.begin() + plan.first[i], keys_.begin() + plan.first[i + 1],
                  [](const Key& a, const Key& b) {
                      return std::tie(a.start_ms, a.position, a.task) <
                             std::tie(b.start_ms, b.position, b.task);
                  });
    }
    for (std::uint32_t i = 0; i < servers; ++i) {
        for (std::uint32_t k = plan.first[i]; k < plan.first[i + 1]; ++k) {
            plan.sequence[k] = keys_[k].task;
            plan.position[keys_[k].task] = k - plan.first[i];
        }
    }
}

Score PlanEvaluator::evaluate(const PlanView& plan) {
    const ProblemView& p = problem_;
    const auto sequence = [&](std::uint32_t i) {
        return Sequence{plan.sequence + plan.first[i], plan.first[i + 1] - plan.first[i],
                        plan.level, plan.hold_ms};
    };
    ServerScore servers;
    if (!p.coupled) {
        StartSink sink(plan.start_ms);
        for (std::uint32_t i = 0; i < p.server_count; ++i) {
            add_server(servers, walk_server(p, i, sequence(i), running_.data(), sink));
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
        MeterSink sink(plan.start_ms, p, meter(p.servers[i].site));
        add_server(servers, walk_server(p, i, sequence(i), running_.data(), sink));
    }
    SiteScore sites;
    for (std::uint32_t s = 0; s < p.site_count; ++s) add_site(sites, score_site(p, s, meter(s)));
    return plan_score(p, servers, sites);
}

Score PlanEvaluator::evaluate_loads(const PlanView& plan) {
    const ProblemView& p = problem_;
    std::fill(load_ms_.begin(), load_ms_.end(), 0);
    for (std::uint32_t j = 0; j < p.task_count; ++j) {
        const std::uint32_t i = plan.server[j];
        load_ms_[i] +=
            p.options[std::uint64_t{j} * p.mode_count + p.servers[i].first_mode + plan.level[j]]
                .run_ms;
    }
    ServerScore servers;
    for (std::uint32_t i = 0; i < p.server_count; ++i) {
        servers.end_ms = std::max(servers.end_ms, load_ms_[i]);
        servers.violation_ms += std::max<std::int64_t>(0, load_ms_[i] - p.servers[i].close_ms);
    }
    return plan_score(p, servers, {});
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
