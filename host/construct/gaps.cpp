#include "construct/gaps.hpp"

#include <algorithm>
#include <tuple>

#include "construct/server_power.hpp"
#include "construct/task_place.hpp"
#include "kernels/server_walk.hpp"

namespace nightwatt {

namespace {

/// What energy costs before anything draws some; resources have no price.
Guide plain_prices(const ProblemView& p, const SiteEnergy& energy) {
    Guide guide;
    guide.steps = p.slot_count;
    guide.step_ms = p.slot_ms;
    for (std::size_t row = 0; row < std::size_t{p.site_count} * p.slot_count; ++row) {
        guide.energy_price.push_back(energy.marginal(row, 0));
    }
    return guide;
}

/// The earliest moment at which a task may start on a server, whatever runs there.
std::int64_t first_start_ms(const ProblemView& p, std::uint32_t task, const ServerFacts& server) {
    return larger(ready_at(p, task, server.site), server.first_start_ms);
}

}  // namespace

Gaps::Gaps(const Problem& problem)
    : p_(problem.view()), energy_(p_), prices_(plain_prices(p_, energy_)), places_(p_.task_count) {
    for (std::uint32_t i = 0; i < p_.server_count; ++i) {
        servers_.emplace_back(p_.servers[i].capacity);
    }
}

double Gaps::task_cost(std::uint32_t task, const ServerFacts& server, const ModeOption& option,
                       std::int64_t start_ms) const {
    const std::int64_t end_ms = start_ms + option.run_ms;
    const TaskFacts& facts = p_.tasks[task];
    double cost = option.power_mw * prices_.energy(server.site, prices_.span(start_ms, end_ms));
    if (end_ms > facts.deadline_ms) {
        cost += per_ms(facts.tardiness_weight) * static_cast<double>(end_ms - facts.deadline_ms);
    }
    if (end_ms > makespan_ms_) {
        cost += per_ms(p_.makespan_weight) * static_cast<double>(end_ms - makespan_ms_);
    }
    if (p_.transfer_nano != nullptr) {
        const std::size_t cell = std::size_t{task} * p_.site_count + server.site;
        cost += static_cast<double>(p_.transfer_nano[cell]);
    }
    return cost;
}

const Gaps::Offer& Gaps::offer(std::uint32_t task, const ServerFacts& server, std::uint32_t level) {
    const std::uint32_t mode = server.first_mode + level;
    for (const Offer& known : offers_) {
        if (known.mode == mode && known.site == server.site) return known;
    }
    const ModeOption& option = option_of(p_, server, task, level);
    const std::int64_t ready_ms = ready_at(p_, task, server.site);
    std::vector<Moment> moments;
    const auto add = [&](std::int64_t start_ms) {
        if (start_ms < ready_ms || start_ms + option.run_ms > p_.horizon_ms) return;
        moments.push_back({task_cost(task, server, option, start_ms), start_ms});
    };
    add(ready_ms);
    for (std::int64_t t_ms = 0; t_ms <= p_.horizon_ms; t_ms += p_.slot_ms) {
        add(t_ms);
        add(t_ms - option.run_ms);
    }
    add(makespan_ms_ - option.run_ms);
    const std::int64_t deadline_ms = p_.tasks[task].deadline_ms;
    if (deadline_ms != no_deadline_ms) add(deadline_ms - option.run_ms);
    std::sort(moments.begin(), moments.end(), [](const Moment& a, const Moment& b) {
        return std::tuple(a.cost_nano, a.start_ms) < std::tuple(b.cost_nano, b.start_ms);
    });
    offers_.push_back({mode, server.site, std::move(moments)});
    return offers_.back();
}

void Gaps::find_openings(std::uint32_t task, std::uint32_t server, std::uint32_t run_ms,
                         std::int64_t first_ms) {
    openings_.clear();
    const ServerProfile& profile = servers_[server];
    const Resources& need = p_.tasks[task].need;
    const std::int64_t close_ms = p_.servers[server].close_ms;
    for (std::int64_t from_ms = first_ms; from_ms + run_ms <= close_ms;) {
        const std::int64_t opens_ms =
            profile.earliest_fit_ms(need, run_ms, from_ms, close_ms - run_ms);
        if (opens_ms == INT64_MAX) return;
        const std::int64_t until_ms = profile.free_until_ms(need, opens_ms + run_ms - 1, close_ms);
        openings_.push_back({opens_ms, until_ms - run_ms});
        from_ms = until_ms;
    }
}

void Gaps::consider(std::uint32_t task, std::uint32_t server, std::uint32_t level,
                    std::int64_t start_ms, Place& best) const {
    const ServerFacts& s = p_.servers[server];
    const ModeOption& option = option_of(p_, s, task, level);
    const std::int64_t end_ms = start_ms + option.run_ms;
    const auto idle = [&](std::int64_t from_ms, std::int64_t to_ms) {
        return s.idle_mw * prices_.energy(s.site, prices_.span(from_ms, to_ms));
    };
    const double cost =
        task_cost(task, s, option, start_ms) +
        ServerPower(s, prices_, idle).longer_on(servers_[server], start_ms, end_ms) +
        static_cast<double>(change_nano(p_, task, server, level, start_ms));
    std::int64_t violation_ms = larger(0, end_ms - s.close_ms);
    if (const std::int64_t pin_ms = pinned_start_ms(p_, task); pin_ms >= 0) {
        violation_ms += start_ms - pin_ms;
    }
    const Place place{violation_ms, cost, start_ms, server, level};
    const auto key = [](const Place& a) {
        return std::tuple(a.violation_ms, a.cost_nano, a.start_ms, a.server, a.level);
    };
    if (key(place) < key(best)) best = place;
}

void Gaps::try_level(std::uint32_t task, std::uint32_t server, std::uint32_t level, Place& best) {
    const ServerFacts& s = p_.servers[server];
    const std::uint32_t run_ms = option_of(p_, s, task, level).run_ms;
    const std::int64_t first_ms = larger(first_start_ms(p_, task, s), pinned_start_ms(p_, task));
    if (best.violation_ms > 0 || pinned_start_ms(p_, task) >= 0) {
        const Resources& need = p_.tasks[task].need;
        consider(task, server, level,
                 servers_[server].earliest_fit_ms(need, run_ms, first_ms, INT64_MAX), best);
    }
    const std::vector<Moment>& moments = offer(task, s, level).moments;
    const auto dear = [&](double cost_nano) {
        return best.violation_ms == 0 && cost_nano >= best.cost_nano;
    };
    if (pinned_start_ms(p_, task) >= 0 || moments.empty() || dear(moments.front().cost_nano))
        return;
    find_openings(task, server, run_ms, first_ms);
    for (const Opening& opening : openings_) {
        consider(task, server, level, opening.first_ms, best);
        consider(task, server, level, opening.last_ms, best);
    }
    for (const Moment& moment : moments) {
        if (dear(moment.cost_nano)) return;
        const auto behind = std::upper_bound(
            openings_.begin(), openings_.end(), moment.start_ms,
            [](std::int64_t t_ms, const Opening& opening) { return t_ms < opening.first_ms; });
        if (behind == openings_.begin() || (behind - 1)->last_ms < moment.start_ms) continue;
        consider(task, server, level, moment.start_ms, best);
    }
}

void Gaps::try_server(std::uint32_t task, std::uint32_t server, Place& best) {
    const ServerFacts& s = p_.servers[server];
    if (servers_[server].empty()) {
        // Servers that are off look alike: the first one stands for all of its kind.
        const auto alike = [&](const ServerFacts* other) {
            return other->first_mode == s.first_mode && other->site == s.site &&
                   other->idle_mw == s.idle_mw && other->wake_uj == s.wake_uj &&
                   other->wake_ms == s.wake_ms && other->first_start_ms == s.first_start_ms &&
                   other->close_ms == s.close_ms;
        };
        if (std::any_of(off_.begin(), off_.end(), alike)) return;
        off_.push_back(&s);
    }
    for (std::uint32_t level = 0; level < s.levels; ++level) {
        if (option_of(p_, s, task, level).run_ms == forbidden_run_ms) continue;
        if (level_allowed(p_, task, level)) try_level(task, server, level, best);
    }
}

bool Gaps::keep(std::uint32_t task, std::uint32_t server, std::uint32_t level,
                std::int64_t start_ms) {
    const ServerFacts& s = p_.servers[server];
    const std::uint32_t run_ms = option_of(p_, s, task, level).run_ms;
    const std::int64_t last_ms = smaller(start_ms + p_.change_tolerance_ms, s.close_ms - run_ms);
    const std::int64_t fits_ms = servers_[server].earliest_fit_ms(
        p_.tasks[task].need, run_ms, larger(start_ms, first_start_ms(p_, task, s)), last_ms);
    if (fits_ms > last_ms) return false;
    put(task, {0, 0, fits_ms, server, level});
    return true;
}

void Gaps::insert(std::uint32_t task, std::uint32_t looks) {
    offers_.clear();
    off_.clear();
    const ServerList allowed = allowed_servers(p_, task);
    const std::uint32_t step = std::max(allowed.count / looks, 1u);
    Place best;
    for (std::uint32_t n = inserted_++ % step; n < allowed.count; n += step) {
        try_server(task, allowed[n], best);
    }
    if (best.violation_ms > 0 && step > 1 && spare_looks_ >= allowed.count) {
        spare_looks_ -= allowed.count;
        for (const std::uint32_t server : allowed) try_server(task, server, best);
    }
    put(task, best);
}

void Gaps::put(std::uint32_t task, const Place& place) {
    const ServerFacts& s = p_.servers[place.server];
    const ModeOption& option = option_of(p_, s, task, place.level);
    ServerProfile& profile = servers_[place.server];
    energy_.draw_task(s, profile, option, place.start_ms, prices_);
    profile.add(p_.tasks[task].need, place.start_ms, place.start_ms + option.run_ms);
    makespan_ms_ = larger(makespan_ms_, place.start_ms + option.run_ms);
    places_[task] = place;
}

Plan Gaps::genes() const {
    std::vector<TaskPlace> places;
    for (const Place& place : places_)
        places.push_back({place.start_ms, place.server, place.level});
    return genes_of(p_, places);
}

}  // namespace nightwatt
