#include "problem/earlier_starts.hpp"

#include <algorithm>
#include <cstring>
#include <numeric>
#include <type_traits>
#include <utility>
#include <vector>

#include "kernels/evaluate.hpp"

namespace nightwatt {

namespace {

/// Tasks that tries of one server may walk, each try all of its tasks: 0.05 s.
constexpr std::size_t most_walked = 2'000'000;

/// A plan whose sequences change server by server, with its exact score.
class ChangingPlan {
  public:
    ChangingPlan(const ProblemView& p, const Plan& plan)
        : p_(p),
          running_(RunningSet::scratch_size(p.max_running)),
          sequences_(p.server_count),
          edge_uj_(std::size_t{p.site_count} * p.slot_count),
          step_mw_(edge_uj_.size()) {
        std::vector<std::uint32_t> order(p.task_count);
        std::iota(order.begin(), order.end(), 0u);
        std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
            return plan.position[a] < plan.position[b];
        });
        for (const std::uint32_t j : order) {
            sequences_[static_cast<std::size_t>(plan.server[j])].push_back(
                {0, plan.hold_ms[j], j, static_cast<std::uint32_t>(plan.position[j]),
                 static_cast<std::uint32_t>(plan.level[j])});
        }
        for (std::uint32_t i = 0; i < p.server_count; ++i) {
            servers_.push_back(walk(i, sequences_[i], 1));
            add_server(sum_, servers_.back());
        }
        for (std::uint32_t site = 0; p.coupled && site < p.site_count; ++site) {
            sites_.push_back(score_site(p, site, meter_of(site)));
        }
        score_ = score_of(sum_);
    }

    /// The server's tasks in order, with their starts.
    [[nodiscard]] const std::vector<SequenceItem>& sequence(std::uint32_t server) const {
        return sequences_[server];
    }

    /// Gives the server another sequence if the score then stays within `most`.
    bool try_sequence(std::uint32_t server, std::vector<SequenceItem> items, const Score& most) {
        const std::uint32_t site = p_.servers[server].site;
        const std::size_t row = std::size_t{site} * p_.slot_count;
        const std::size_t slots = p_.coupled ? p_.slot_count : 0;
        edge_before_.assign(edge_uj_.data() + row, edge_uj_.data() + row + slots);
        step_before_.assign(step_mw_.data() + row, step_mw_.data() + row + slots);
        const std::vector<SiteScore> sites_before = sites_;

        if (p_.coupled) walk(server, sequences_[server], -1);
        const ServerScore changed = walk(server, items, 1);
        if (p_.coupled) sites_[site] = score_site(p_, site, meter_of(site));
        const ServerScore sum = sum_with(server, changed);
        const Score score = score_of(sum);
        if (most < score) {
            std::copy(edge_before_.begin(), edge_before_.end(), edge_uj_.data() + row);
            std::copy(step_before_.begin(), step_before_.end(), step_mw_.data() + row);
            sites_ = sites_before;
            return false;
        }
        sequences_[server] = std::move(items);
        servers_[server] = changed;
        sum_ = sum;
        score_ = score;
        return true;
    }

    [[nodiscard]] const Score& score() const { return score_; }

  private:
    SlotMeter meter_of(std::uint32_t site) {
        const std::size_t row = std::size_t{site} * p_.slot_count;
        return {edge_uj_.data() + row, step_mw_.data() + row};
    }

    ServerScore walk(std::uint32_t server, std::vector<SequenceItem>& items, std::int64_t sign) {
        const Sequence sequence{items.data(), static_cast<std::uint32_t>(items.size())};
        if (p_.coupled) {
            MeterSink sink(p_, meter_of(p_.servers[server].site), sign);
            return walk_server(p_, server, sequence, running_.data(), sink);
        }
        SilentSink sink;
        return walk_server(p_, server, sequence, running_.data(), sink);
    }

    /// The sum over all servers if this one had another score.
    [[nodiscard]] ServerScore sum_with(std::uint32_t server, const ServerScore& changed) const {
        ServerScore sum = sum_;
        sum.energy_nano += changed.energy_nano - servers_[server].energy_nano;
        sum.tardiness_nano += changed.tardiness_nano - servers_[server].tardiness_nano;
        sum.transfer_nano += changed.transfer_nano - servers_[server].transfer_nano;
        sum.change_nano += changed.change_nano - servers_[server].change_nano;
        sum.violation_ms += changed.violation_ms - servers_[server].violation_ms;
        if (p_.makespan_weight == 0) return sum;  // the last end has no price
        sum.end_ms = changed.end_ms;
        for (std::uint32_t i = 0; i < p_.server_count; ++i) {
            if (i != server) sum.end_ms = std::max(sum.end_ms, servers_[i].end_ms);
        }
        return sum;
    }

    [[nodiscard]] Score score_of(const ServerScore& servers) const {
        SiteScore sites;
        for (const SiteScore& site : sites_) add_site(sites, site);
        return plan_score(p_, servers, sites);
    }

    const ProblemView& p_;
    std::vector<RunningTask> running_;
    std::vector<std::vector<SequenceItem>> sequences_;
    std::vector<std::int64_t> edge_uj_;  // [site * slots + slot]
    std::vector<std::int64_t> step_mw_;
    std::vector<std::int64_t> edge_before_;
    std::vector<std::int64_t> step_before_;
    std::vector<ServerScore> servers_;
    std::vector<SiteScore> sites_;  // empty where nothing couples
    ServerScore sum_;
    Score score_;
};

/// Whether a server's energy costs the same in two slots, whatever it draws.
bool alike(const ProblemView& p, std::size_t slot, std::size_t other) {
    static_assert(std::has_unique_object_representations_v<SlotLimits>);
    return p.tariff[slot].rate == p.tariff[other].rate &&
           (!p.coupled || std::memcmp(&p.limits[slot], &p.limits[other], sizeof(SlotLimits)) == 0);
}

/// First moment from which energy costs what it costs at t_ms.
std::int64_t alike_from_ms(const ProblemView& p, std::uint32_t server, std::int64_t t_ms) {
    const std::size_t row = std::size_t{p.servers[server].site} * p.slot_count;
    std::uint32_t slot = slot_of(p, std::min(t_ms, p.horizon_ms));
    while (slot > 0 && alike(p, row + slot, row + slot - 1)) --slot;
    return p.slot_ms * std::int64_t{slot};
}

/// Brings one server's tasks forward.
class ServerPass {
  public:
    ServerPass(const ProblemView& p, ChangingPlan& plan, std::uint32_t server, const Score& most)
        : p_(p), plan_(plan), server_(server), most_(most) {}

    void run() {
        for (std::size_t begin = 0; begin < items().size();) {
            const std::size_t end = stretch_end(begin);
            if (!bring_forward(begin, end, 0)) {
                bring_forward(begin, end, alike_from_ms(p_, server_, items()[begin].start_ms));
            }
            begin = std::max(begin + 1, stretch_end(begin));
        }
        for (std::size_t i = 0; i < items().size(); ++i) {
            if (!bring_forward(i, i + 1, 0)) {
                bring_forward(i, i + 1, alike_from_ms(p_, server_, items()[i].start_ms));
            }
        }
    }

  private:
    [[nodiscard]] const std::vector<SequenceItem>& items() const { return plan_.sequence(server_); }

    /// Behind the last task that starts before those from `begin` on have all ended.
    [[nodiscard]] std::size_t stretch_end(std::size_t begin) const {
        const ServerFacts& s = p_.servers[server_];
        std::int64_t busy_until_ms = items()[begin].start_ms;
        std::size_t i = begin;
        for (; i < items().size() && items()[i].start_ms <= busy_until_ms; ++i) {
            const SequenceItem& item = items()[i];
            busy_until_ms = std::max(
                busy_until_ms, item.start_ms + option_of(p_, s, item.task, item.level).run_ms);
        }
        return i;
    }

    /// Moves tasks [begin, end) so much that the first may start at `to_ms`. False where that is no
    /// sooner, or costs more. Among slots alike a stretch costs the same at any time but for
    /// rounding, which is let pass as long as the plan stays within `most_`.
    bool bring_forward(std::size_t begin, std::size_t end, std::int64_t to_ms) {
        const std::int64_t sooner_ms = items()[begin].start_ms - to_ms;
        const auto held = [](const SequenceItem& item) { return item.hold_ms > 0; };
        const auto from = items().begin() + static_cast<std::ptrdiff_t>(begin);
        const auto to = items().begin() + static_cast<std::ptrdiff_t>(end);
        if (sooner_ms <= 0 || walked_ > most_walked || std::none_of(from, to, held)) return false;

        std::vector<SequenceItem> changed = items();
        walked_ += changed.size();
        for (std::size_t i = begin; i < end; ++i) {
            changed[i].hold_ms = std::max<std::int64_t>(0, changed[i].hold_ms - sooner_ms);
        }
        Score most = plan_.score();
        most.cost_nano =
            std::min(most_.cost_nano, most.cost_nano + static_cast<std::int64_t>(changed.size()));
        return plan_.try_sequence(server_, std::move(changed), most);
    }

    const ProblemView& p_;
    ChangingPlan& plan_;
    std::uint32_t server_;
    const Score most_;
    std::size_t walked_ = 0;
};

}  // namespace

DecodedPlan start_earlier(const Problem& problem, DecodedPlan decoded) {
    ProblemView p = problem.view();
    std::vector<SlotLimits> limits;
    if (decoded.plan.battery_mw != problem.dispatch_mw()) {
        problem.limits_under(decoded.plan.battery_mw, limits);
        p.limits = limits.data();
    }
    ChangingPlan plan(p, decoded.plan);
    for (std::uint32_t i = 0; i < p.server_count; ++i) {
        ServerPass(p, plan, i, decoded.score).run();
    }
    for (std::uint32_t i = 0; i < p.server_count; ++i) {
        for (const SequenceItem& item : plan.sequence(i)) {
            decoded.plan.hold_ms[item.task] = item.hold_ms;
        }
    }
    return decode(problem, std::move(decoded.plan));
}

}  // namespace nightwatt
