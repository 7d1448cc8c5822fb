#include "backend/plan_educator.hpp"

#include <algorithm>

namespace nightwatt {

PlanEducator::PlanEducator(const ProblemView& problem)
    : problem_(problem),
      sorted_(problem),
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

/// Sorts the plan into sequences and scores every server and site.
void PlanEducator::load(const PlanView& plan) {
    const ProblemView& p = problem_;
    std::fill(edge_uj_.begin(), edge_uj_.end(), 0);
    std::fill(step_mw_.begin(), step_mw_.end(), 0);
    ledger_ = {server_.data(), site_.data(), meter_.data(), {}, {}};
    sorted_.load(plan);
    for (std::uint32_t i = 0; i < p.server_count; ++i) {
        const Sequence sequence = sorted_.of(i);
        if (p.coupled) {
            MeterSink sink(p, meter_[p.servers[i].site], 1);
            server_[i] = walk_server(p, i, sequence, running_.data(), sink);
        } else {
            SilentSink sink;
            server_[i] = walk_server(p, i, sequence, running_.data(), sink);
        }
        sequence_[i].assign(sequence.items, sequence.items + sequence.count);
        add_server(ledger_.servers, server_[i]);
    }
    for (std::uint32_t s = 0; p.coupled && s < p.site_count; ++s) {
        site_[s] = score_site(p, s, meter_[s]);
        add_site(ledger_.sites, site_[s]);
    }
}

void PlanEducator::store(const PlanView& plan) const {
    for (std::uint32_t i = 0; i < problem_.server_count; ++i) {
        for (std::uint32_t k = 0; k < sequence_[i].size(); ++k) {
            const SequenceItem& item = sequence_[i][k];
            plan.server[item.task] = i;
            plan.level[item.task] = static_cast<std::uint8_t>(item.level);
            plan.hold_ms[item.task] = item.hold_ms;
            plan.start_ms[item.task] = item.start_ms;
            plan.position[item.task] = k;
        }
    }
}

PairDraft PlanEducator::draft_of(std::uint32_t a, std::uint32_t b) {
    const std::size_t room = sequence_[a].size() + (a == b ? 0 : sequence_[b].size());
    for (std::vector<SequenceItem>& buffer : buffer_) {
        if (buffer.size() < room) buffer.resize(room + room / 2);
    }
    PairDraft draft{};
    draft.sides = a == b ? 1 : 2;
    draft.server[0] = a;
    draft.server[1] = b;
    for (int side = 0; side < draft.sides; ++side) {
        const std::vector<SequenceItem>& sequence = sequence_[draft.server[side]];
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
        PairDraft draft = draft_of(i, partner);
        improve_pair(p, b, plan_id, 2 * b.moves * i, b.moves, draft, ledger_, running_.data());
        for (int side = 0; side < draft.sides; ++side) {
            sequence_[draft.server[side]].assign(draft.now[side].items,
                                                 draft.now[side].items + draft.now[side].count);
        }
    }
    store(plan);
    return plan_score(p, ledger_.servers, ledger_.sites);
}

}  // namespace nightwatt
