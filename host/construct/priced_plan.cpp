#include "construct/priced_plan.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include "construct/server_power.hpp"
#include "kernels/server_walk.hpp"

namespace nightwatt {

namespace {

/// Servers in use of a group that a task looks at, unless they would cost it dear: groups of
/// thousands need not be searched for what thirty offer, too.
constexpr std::uint32_t bay_servers = 32;
/// Excess, as a share of a task's least cost, from which on it looks at all servers.
constexpr double dear = 0.5;

}  // namespace

PricedPlan::PricedPlan(const ProblemView& problem, const Guide& guide, const Leftovers& leftovers,
                       double reluctance)
    : p_(problem),
      guide_(guide),
      leftovers_(leftovers),
      prices_(guide),
      energy_(problem),
      reluctance_(reluctance),
      group_servers_(guide.group_servers),
      group_used_(guide.group_first.begin(), guide.group_first.end() - 1),
      places_(p_.task_count) {
    for (std::uint32_t i = 0; i < p_.server_count; ++i) {
        servers_.emplace_back(p_.servers[i].capacity);
    }
    std::vector<std::uint32_t> seen(guide.groups.size());
    for (std::uint32_t f = 0; f < p_.profile_count; ++f) {
        std::fill(seen.begin(), seen.end(), 0u);
        bool whole = true;
        for (const std::uint32_t i : profile_servers(p_, f)) ++seen[guide.group_of[i]];
        for (std::size_t g = 0; g < seen.size(); ++g) {
            whole = whole && (seen[g] == 0 || seen[g] == guide.groups[g].servers);
        }
        whole_groups_.push_back(whole ? 1 : 0);
    }
}

bool PricedPlan::allowed(std::uint32_t task, std::uint32_t server) const {
    return whole_groups_[p_.profile[task]] != 0 || may_use(p_, task, server);
}

std::int64_t PricedPlan::end_ms(std::uint32_t task, const Place& place) const {
    return place.start_ms + option_of(p_, p_.servers[place.server], task, place.level).run_ms;
}

double PricedPlan::on(std::uint32_t server, std::int64_t from_ms, std::int64_t to_ms) const {
    const ServerFacts& s = p_.servers[server];
    const GuidePrices::Span span = prices_.span(from_ms, to_ms);
    const double idle = s.idle_mw * prices_.energy(s.site, span);
    return idle + reluctance_ * std::fabs(idle) - prices_.capacity(guide_.group_of[server], span);
}

double PricedPlan::longer_on(std::uint32_t server, std::int64_t from_ms, std::int64_t to_ms) const {
    const auto on_from_to = [&](std::int64_t a_ms, std::int64_t b_ms) {
        return on(server, a_ms, b_ms);
    };
    return ServerPower(p_.servers[server], prices_, on_from_to)
        .longer_on(servers_[server], from_ms, to_ms);
}

double PricedPlan::task_cost(std::uint32_t task, std::uint32_t server, std::uint32_t level,
                             std::int64_t start_ms) const {
    const ServerFacts& s = p_.servers[server];
    const std::uint32_t group = guide_.group_of[server];
    const ModeOption option = option_of(p_, s, task, level);
    const TaskFacts& facts = p_.tasks[task];
    const std::int64_t to_ms = start_ms + option.run_ms;
    const GuidePrices::Span span = prices_.span(start_ms, to_ms);
    double cost = option.power_mw * prices_.energy(s.site, span);
    for (std::uint32_t r = 0; r < prices_.resources(); ++r) {
        const double need = units_of(facts.need, r);
        if (need > 0) cost += need * prices_.resource(group, r, span);
    }
    if (to_ms > facts.deadline_ms) {
        cost += per_ms(facts.tardiness_weight) * static_cast<double>(to_ms - facts.deadline_ms);
    }
    if (p_.transfer_nano != nullptr) {
        cost += static_cast<double>(p_.transfer_nano[std::uint64_t{task} * p_.site_count + s.site]);
    }
    return cost;
}

void PricedPlan::consider(std::uint32_t task, std::uint32_t server, std::uint32_t level,
                          std::int64_t start_ms, Place& best) const {
    const Place place{server, level, start_ms, 0};
    const std::int64_t to_ms = end_ms(task, place);
    if (to_ms > p_.servers[server].close_ms) return;
    const double cost = task_cost(task, server, level, start_ms) +
                        longer_on(server, start_ms, to_ms) +
                        leftovers_.waste_nano(prices_, guide_.group_of[server], servers_[server],
                                              p_.tasks[task].need, start_ms, to_ms);
    if (best.server != Place::none && cost >= best.cost_nano) return;
    best = {server, level, start_ms, cost};
}

/// The starts around the wished one at which prices leave a task cheaper than the best place known,
/// as far as they are found going step by step.
PricedPlan::Reach PricedPlan::reach(std::uint32_t task, const GuideChoice& choice,
                                    std::int64_t wish_ms, std::int64_t ready_ms,
                                    const Place& best) const {
    if (best.server == Place::none) return {ready_ms, INT64_MAX, INFINITY};
    const std::uint32_t server = guide_.group_servers[guide_.group_first[choice.group]];
    const std::int64_t close_ms = p_.horizon_ms;
    const auto cheaper = [&](std::int64_t start_ms) {
        return task_cost(task, server, choice.level, start_ms) < best.cost_nano;
    };
    Reach reach{wish_ms, wish_ms, best.cost_nano};
    while (reach.last_ms < close_ms && cheaper(reach.last_ms)) reach.last_ms += prices_.step_ms();
    while (reach.first_ms > ready_ms && cheaper(reach.first_ms)) {
        reach.first_ms = larger(ready_ms, reach.first_ms - prices_.step_ms());
    }
    return reach;
}

/// Tries a server at the nearest moments before and after the wished one at which the task fits.
void PricedPlan::try_server(std::uint32_t task, const GuideChoice& choice, std::uint32_t server,
                            Reach& near, Place& best) const {
    const ServerProfile& profile = servers_[server];
    const ServerFacts& s = p_.servers[server];
    const Resources& need = p_.tasks[task].need;
    const std::int64_t run_ms = option_of(p_, s, task, choice.level).run_ms;
    const std::int64_t pin_ms = pinned_start_ms(p_, task);
    const bool pinned = pin_ms >= 0;
    const std::int64_t ready_ms = larger(ready_at(p_, task, s.site), s.first_start_ms);
    const std::int64_t wish_ms = larger(pinned ? pin_ms : choice.start_ms, ready_ms);
    const double best_nano = best.server == Place::none ? INFINITY : best.cost_nano;
    if (best_nano != near.best_nano) near = reach(task, choice, wish_ms, ready_ms, best);
    const std::int64_t after_ms =
        profile.earliest_fit_ms(need, run_ms, wish_ms, pinned ? wish_ms : near.last_ms);
    if (after_ms != INT64_MAX) consider(task, server, choice.level, after_ms, best);
    if (pinned || profile.empty() || after_ms == wish_ms) return;
    const std::int64_t before_ms = profile.latest_fit_ms(need, run_ms, wish_ms, near.first_ms);
    if (before_ms != INT64_MIN) consider(task, server, choice.level, before_ms, best);
}

/// Tries the servers of a choice's group: those in use, then one that is not.
void PricedPlan::try_choice(std::uint32_t task, const GuideChoice& choice, bool whole_group,
                            Place& best) const {
    // Nothing is better than the task's own least cost on a server that is on anyway.
    const auto cannot_improve = [&] {
        return best.server != Place::none &&
               best.cost_nano <= static_cast<double>(choice.reduced_nano);
    };
    const std::uint32_t first = guide_.group_first[choice.group];
    const std::uint32_t used = group_used_[choice.group];
    const std::uint32_t last = guide_.group_first[choice.group + 1];
    const std::uint32_t bays = whole_group ? 1 : (used - first) / bay_servers + 1;
    Reach near{0, 0, NAN};
    for (std::uint32_t n = first + inserted_ % bays; n < used; n += bays) {
        if (cannot_improve()) return;
        if (allowed(task, group_servers_[n])) {
            try_server(task, choice, group_servers_[n], near, best);
        }
    }
    if (cannot_improve()) return;
    for (std::uint32_t n = used; n < last; ++n) {
        if (!allowed(task, group_servers_[n])) continue;
        try_server(task, choice, group_servers_[n], near, best);
        return;  // it stands for all that are not in use
    }
}

PricedPlan::Place PricedPlan::cheapest(std::uint32_t task) const {
    const GuideChoice* const choices = guide_.choices.data() + std::size_t{task} * guide_.per_task;
    Place best;
    for (const bool whole_groups : {false, true}) {
        for (std::uint32_t rank = 0; rank < guide_.per_task; ++rank) {
            const GuideChoice& choice = choices[rank];
            if (choice.group == no_group) break;
            // Choices come in order of what they cost at least.
            const auto least = static_cast<double>(choice.reduced_nano);
            if (best.server != Place::none && best.cost_nano <= least) break;
            try_choice(task, choice, whole_groups, best);
        }
        const auto least = static_cast<double>(choices[0].reduced_nano);
        if (best.server != Place::none && best.cost_nano - least <= dear * std::fabs(least)) break;
    }
    return best;
}

PricedPlan::Place PricedPlan::least_late(std::uint32_t task) const {
    Place best;
    std::int64_t least_overrun_ms = INT64_MAX;
    for (const std::uint32_t i : allowed_servers(p_, task)) {
        const ServerFacts& s = p_.servers[i];
        const std::int64_t ready_ms =
            larger(larger(ready_at(p_, task, s.site), s.first_start_ms), pinned_start_ms(p_, task));
        for (std::uint32_t level = 0; level < s.levels; ++level) {
            const std::uint32_t run_ms = option_of(p_, s, task, level).run_ms;
            if (run_ms == forbidden_run_ms) continue;
            if (!level_allowed(p_, task, level)) continue;
            const std::int64_t start_ms =
                servers_[i].earliest_fit_ms(p_.tasks[task].need, run_ms, ready_ms, INT64_MAX);
            const std::int64_t overrun_ms = larger(0, start_ms + run_ms - s.close_ms);
            const double cost =
                task_cost(task, i, level, start_ms) + longer_on(i, start_ms, start_ms + run_ms);
            if (overrun_ms > least_overrun_ms ||
                (overrun_ms == least_overrun_ms && cost >= best.cost_nano)) {
                continue;
            }
            least_overrun_ms = overrun_ms;
            best = {i, level, start_ms, cost};
        }
    }
    return best;
}

void PricedPlan::take_into_use(std::uint32_t server) {
    std::uint32_t& used = group_used_[guide_.group_of[server]];
    const auto at = std::find(group_servers_.begin() + used, group_servers_.end(), server);
    std::rotate(group_servers_.begin() + used, at, at + 1);
    ++used;
}

void PricedPlan::insert(std::uint32_t task) {
    Place place = cheapest(task);
    if (place.server == Place::none) place = least_late(task);
    const ServerFacts& s = p_.servers[place.server];
    energy_.draw_task(s, servers_[place.server], option_of(p_, s, task, place.level),
                      place.start_ms, prices_);
    if (servers_[place.server].empty()) take_into_use(place.server);
    servers_[place.server].add(p_.tasks[task].need, place.start_ms, end_ms(task, place));
    places_[task] = place;
    ++inserted_;
}

double PricedPlan::excess_nano(std::uint32_t task) const {
    const GuideChoice& first = guide_.choices[std::size_t{task} * guide_.per_task];
    if (first.group == no_group) return 0;
    return std::max(0.0, places_[task].cost_nano - static_cast<double>(first.reduced_nano));
}

Plan PricedPlan::genes() const {
    Plan plan;
    plan.resize(p_.task_count);
    std::vector<std::uint32_t> order(p_.task_count);
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::tuple(places_[a].server, places_[a].start_ms, a) <
               std::tuple(places_[b].server, places_[b].start_ms, b);
    });
    for (std::uint32_t n = 0; n < p_.task_count; ++n) {
        const std::uint32_t j = order[n];
        plan.server[j] = static_cast<std::int32_t>(places_[j].server);
        plan.level[j] = static_cast<std::int32_t>(places_[j].level);
        const bool pinned = pinned_start_ms(p_, j) >= 0;
        // A plan that ends behind the horizon is infeasible, but still a plan.
        plan.hold_ms[j] =
            p_.waiting_pays || pinned ? smaller(places_[j].start_ms, p_.horizon_ms) : 0;
        plan.position[j] = static_cast<std::int32_t>(n);
    }
    return plan;
}

}  // namespace nightwatt
