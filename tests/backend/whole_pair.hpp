#pragma once

#include <algorithm>
#include <vector>

#include "backend/plan_educator.hpp"
#include "backend/test_plan.hpp"

namespace nightwatt {

/// A pair of servers of a plan that sees the plan's cost exactly: the whole share of every slot.
class WholePair {
  public:
    WholePair(const Problem& problem, TestPlan& plan, std::uint32_t a, std::uint32_t b)
        : problem_(problem), p_(problem.view()), tracks_(p_), servers_{a, b}, desk_(p_) {
        PlanSequences sorted(p_);
        tracks_.sort(sorted, plan.view());
        for (std::uint32_t i = 0; i < p_.server_count; ++i) tracks_.walk(i, desk_.running());
        for (std::uint32_t s = 0; p_.coupled && s < p_.site_count; ++s) tracks_.meter(s);
        pair_ = desk_.pair(a == b ? 1 : 2);
        for (std::uint32_t i = 0; i < p_.server_count; ++i) {
            if (i != a && i != b)
                pair_.others_end_ms = std::max(pair_.others_end_ms, tracks_.end_ms(i));
        }
        pair_.meter_uj = p_.coupled ? tracks_.meter_uj() : 0;
        pair_.meter_cap_uj = p_.energy_cap_uj;
        for (std::uint32_t side = 0; side < pair_.draft.sides; ++side) {
            const Track track = tracks_.take(servers_[side], p_.task_count);
            desk_.seat(pair_, side, servers_[side], track, p_.task_count);
            if (!p_.coupled) continue;
            desk_.show_site(pair_, side, tracks_, [](std::uint32_t) { return whole_share; });
        }
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
    const Problem& problem_;
    ProblemView p_;
    PlanTracks tracks_;
    std::uint32_t servers_[2];
    Pair pair_{};
    PairDesk desk_;
};

}  // namespace nightwatt
