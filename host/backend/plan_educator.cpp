#include "backend/plan_educator.hpp"

#include <algorithm>

namespace nightwatt {

PlanEducator::PlanEducator(const ProblemView& problem)
    : problem_(problem),
      sequence_(problem.server_count),
      running_(RunningSet::scratch_size(problem.max_running)),
      server_(problem.server_count),
      site_(problem.site_count),
      edge_uj_(problem.coupled ? std::size_t{problem.site_count} * problem.slot_count : 0),
      step_mw_(edge_uj_.size()) {
    for (std::size_t site = 0; problem.coupled && site < problem.site_count; ++site) {
        const std::size_t row = site * problem.slot_count;
        meter_.push_back({edge_uj_.data() + row, step_mw_.data() + row});
    }
}

/// Takes the sequences out of the plan and scores every server and site.
void PlanEducator::load(const PlanView& plan) {
    const ProblemView& p = problem_;
    std::fill(edge_uj_.begin(), edge_uj_.end(), 0);
    std::fill(step_mw_.begin(), step_mw_.end(), 0);
    ledger_ = {server_.data(), site_.data(), meter_.data(), {}, {}};
    for (std::uint32_t i = 0; i < p.server_count; ++i) {
        sequence_[i].assign(plan.sequence + plan.first[i], plan.sequence + plan.first[i + 1]);
        const Sequence sequence{sequence_[i].data(),
                                static_cast<std::uint32_t>(sequence_[i].size()), plan.level,
                                plan.hold_ms};
        if (p.coupled) {
            MeterSink sink(plan.start_ms, p, meter_[p.servers[i].site]);
            server_[i] = walk_server(p, i, sequence, running_.data(), sink);
        } else {
            StartSink sink(plan.start_ms);
            server_[i] = walk_server(p, i, sequence, running_.data(), sink);
        }
        add_server(ledger_.servers, server_[i]);
    }
    for (std::uint32_t s = 0; p.coupled && s < p.site_count; ++s) {
        site_[s] = score_site(p, s, meter_[s]);
        add_site(ledger_.sites, site_[s]);
    }
}

void PlanEducator::store(const PlanView& plan) {
    std::uint32_t next = 0;
    for (std::uint32_t i = 0; i < problem_.server_count; ++i) {
        plan.first[i] = next;
        for (std::uint32_t k = 0; k < sequence_[i].size(); ++k) {
            plan.sequence[next++] = sequence_[i][k];
            plan.position[sequence_[i][k]] = k;
        }
    }
    plan.first[problem_.server_count] = next;
}

PairDraft PlanEducator::draft_of(const PlanView& plan, std::uint32_t a, std::uint32_t b) {
    const std::size_t room = sequence_[a].size() + (a == b ? 0 : sequence_[b].size());
    for (std::vector<std::uint32_t>& buffer : buffer_) {
        if (buffer.size() < room) buffer.resize(room + room / 2);
    }
    PairDraft draft{};
    draft.plan = plan;
    draft.sides = a == b ? 1 : 2;
    draft.server[0] = a;
    draft.server[1] = b;
    for (int side = 0; side < draft.sides; ++side) {
        const std::vector<std::uint32_t>& sequence = sequence_[draft.server[side]];
        std::copy(sequence.begin(), sequence.end(), buffer_[side].begin());
        draft.now[side] = {buffer_[side].data(), static_cast<std::uint32_t>(sequence.size())};
        draft.next[side] = {buffer_[2 + side].data(), 0};
    }
    return draft;
}

Score PlanEducator::educate(const Breeding& b, std::uint32_t plan_id, const PlanView& plan) {
    const ProblemView& p = problem_;
    load(plan);
    for (std::uint32_t i = 0; i < p.server_count; ++i) {
        const Draw choice = draw(b.seed, Purpose::Partner, b.generation, plan_id, i);
        if (sequence_[i].empty()) continue;
        const std::uint32_t step =
            p.server_count == 1 ? 0 : 1 + choice.below(0, p.server_count - 1);
        const std::uint32_t partner = (i + step) % p.server_count;
        PairDraft draft = draft_of(plan, i, partner);
        improve_pair(p, b, plan_id, 2 * b.moves * i, b.moves, draft, ledger_, running_.data());
        for (int side = 0; side < draft.sides; ++side) {
            sequence_[draft.server[side]].assign(draft.now[side].tasks,
                                                 draft.now[side].tasks + draft.now[side].count);
        }
    }
    store(plan);
    return plan_score(p, ledger_.servers, ledger_.sites);
}

}  // namespace nightwatt
