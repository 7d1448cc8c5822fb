#include "explain/alternatives.hpp"

#include <algorithm>

#include "backend/pair_desk.hpp"

namespace nightwatt {

namespace {

/// Tasks running at a moment that are overtaken one by one, at most.
constexpr std::uint32_t most_overtaken = 2;

bool cheaper(const Alternative& a, const Alternative& b) {
    if (a.cost_change_nano != b.cost_change_nano) return a.cost_change_nano < b.cost_change_nano;
    if (a.server != b.server) return a.server < b.server;
    return a.start_ms < b.start_ms;
}

void keep_cheaper(std::optional<Alternative>& best, const Alternative& found) {
    if (!best || cheaper(found, *best)) best = found;
}

}  // namespace

Alternatives::Alternatives(const Problem& problem, const Plan& plan)
    : p_(problem.view()), plan_(plan), tracks_(p_) {
    std::vector<std::uint32_t> server(plan.server.begin(), plan.server.end());
    std::vector<std::uint8_t> level(plan.level.begin(), plan.level.end());
    std::vector<std::int64_t> hold_ms = plan.hold_ms;
    std::vector<std::int64_t> start_ms = plan.start_ms;
    std::vector<std::uint32_t> position(plan.position.begin(), plan.position.end());
    PlanSequences sorted(p_);
    tracks_.sort(sorted,
                 {server.data(), level.data(), hold_ms.data(), start_ms.data(), position.data()});
    std::vector<RunningTask> running(RunningSet::scratch_size(p_.max_running));
    for (std::uint32_t i = 0; i < p_.server_count; ++i) {
        tracks_.walk(i, running.data());
        ends_ms_.push_back(tracks_.end_ms(i));
    }
    if (!p_.coupled) return;
    for (std::uint32_t s = 0; s < p_.site_count; ++s) tracks_.meter(s);
    meter_uj_ = tracks_.meter_uj();
}

std::vector<std::int64_t> Alternatives::moments(std::uint32_t task, std::uint32_t server,
                                                std::uint32_t run_ms) {
    const ServerFacts& s = p_.servers[server];
    if (pinned_start_ms(p_, task) >= 0) return {pinned_start_ms(p_, task)};
    const std::int64_t first_ms = larger(ready_at(p_, task, s.site), s.first_start_ms);
    const std::int64_t last_ms = s.close_ms - run_ms;
    std::vector<std::int64_t> all = {0};
    const auto add = [&](std::int64_t t_ms) {
        if (t_ms > first_ms && t_ms <= last_ms) all.push_back(t_ms);
    };
    if (p_.loads_only) return all;
    for (std::uint32_t slot = 0; slot <= p_.slot_count; ++slot) {
        add(p_.slot_ms * slot);
        add(p_.slot_ms * slot - run_ms);
    }
    if (p_.tasks[task].deadline_ms != no_deadline_ms) add(p_.tasks[task].deadline_ms - run_ms);
    if (p_.published != nullptr && p_.published[task].server == server) {
        const std::int64_t before_ms = p_.published[task].start_ms;
        for (const std::int64_t shift_ms :
             {-p_.change_tolerance_ms, std::int64_t{0}, p_.change_tolerance_ms}) {
            add(before_ms + shift_ms);
        }
    }
    const Track there = track(server);
    for (std::uint32_t k = 0; k < there.count; ++k) {
        if (there.items[k].task == task) continue;
        add(there.items[k].start_ms);
        add(there.items[k].start_ms - run_ms);
        add(there.items[k].end_ms);
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

/// Wherever in a sequence a task would be on time, it is so as soon as that place allows: one of
/// the attempts is there, unless only waiting keeps a limit. Those at one place are held ever
/// longer.
std::vector<Alternatives::Attempt> Alternatives::attempts(std::uint32_t task, std::uint32_t server,
                                                          std::uint32_t run_ms) {
    const Track there = track(server);
    if (p_.loads_only) return {{0, there.count}};
    const std::int64_t ready_ms = ready_at(p_, task, p_.servers[server].site);
    const std::vector<std::int64_t> holds_ms = moments(task, server, run_ms);
    std::vector<Attempt> all;
    for (std::uint32_t place = 0; place <= there.count; ++place) {
        all.push_back({holds_ms.front(), place});
    }
    for (const std::int64_t hold_ms : holds_ms) {
        const std::int64_t wanted_ms = larger(hold_ms, ready_ms);
        std::uint32_t place = there.place_after(wanted_ms);
        all.push_back({hold_ms, place});
        std::uint32_t overtaken = 0;
        while (place > 0 && overtaken < most_overtaken &&
               there.items[place - 1].busy_until_ms > wanted_ms) {
            --place;
            const TrackItem& ahead = there.items[place];
            if (ahead.task == task || ahead.end_ms <= wanted_ms) continue;
            all.push_back({hold_ms, place});
            ++overtaken;
        }
    }
    return all;
}

template <class Found>
void Alternatives::try_server(std::uint32_t task, std::uint32_t server, const Sought& sought,
                              const Found& found) {
    const auto home = static_cast<std::uint32_t>(plan_.server[task]);
    const auto from = static_cast<std::uint32_t>(plan_.position[task]);
    const ServerFacts& s = p_.servers[server];
    const std::uint32_t tasks = tracks_.count(home) + (server == home ? 0 : tracks_.count(server));
    PairDesk desk(p_);
    Pair pair = desk.pair(server == home ? 1 : 2);
    for (std::uint32_t side = 0; side < pair.draft.sides; ++side) {
        const std::uint32_t seated = side == 0 ? home : server;
        desk.seat(pair, side, seated, track(seated), tasks);
        if (!p_.coupled) continue;
        // The whole of what a site has room for: what the pair sees of the plan's cost is exact.
        desk.show_site(pair, side, tracks_, [](std::uint32_t) { return whole_share; });
    }
    for (std::uint32_t i = 0; i < p_.server_count; ++i) {
        if (i != home && i != server) pair.others_end_ms = larger(pair.others_end_ms, ends_ms_[i]);
    }
    pair.meter_uj = meter_uj_;
    pair.meter_cap_uj = p_.energy_cap_uj;
    const std::uint32_t to_side = server == home ? 0 : 1;
    for (std::uint32_t level = 0; level < s.levels; ++level) {
        const std::uint32_t run_ms = option_of(p_, s, task, level).run_ms;
        if (run_ms == forbidden_run_ms || (sought.level && *sought.level != level)) continue;
        if (!level_allowed(p_, task, level)) continue;
        // By place, the task left out: where the latest attempt started. One that is held no longer
        // than until then would start there too.
        std::vector<std::int64_t> started_ms(pair.draft.track[to_side].count + 1, -1);
        for (const auto [hold_ms, place] : attempts(task, server, run_ms)) {
            const bool behind = server == home && place > from;
            const std::uint32_t left_out = behind ? place - 1 : place;
            if (hold_ms <= started_ms[left_out] || hold_ms > sought.end_by_ms - run_ms) continue;
            const FreshItem item{hold_ms, task, level};
            pair.draft.begin();
            if (server == home) {
                pair.draft.transfer(0, from, place, item);
            } else {
                pair.draft.remove(0, from);
                pair.draft.insert(1, place, item);
            }
            const Trial trial = try_move(p_, pair);
            drop_move(p_, pair);
            const Rewalk& walk = trial.side[to_side];
            const TrackItem& run = walk.items[behind ? pair.draft.splice[0].count - 1 : 0];
            started_ms[left_out] = run.start_ms;
            if (trial.change.violation > 0) continue;
            found(Alternative{server, level, left_out, hold_ms, run.start_ms, run.end_ms,
                              trial.change.cost_nano});
        }
    }
}

std::vector<Alternative> Alternatives::other_servers(std::uint32_t task) {
    std::vector<Alternative> all;
    for (const std::uint32_t server : allowed_servers(p_, task)) {
        if (server == static_cast<std::uint32_t>(plan_.server[task])) continue;
        std::optional<Alternative> best;
        try_server(task, server, {}, [&](const Alternative& found) { keep_cheaper(best, found); });
        if (best) all.push_back(*best);
    }
    std::sort(all.begin(), all.end(), cheaper);
    return all;
}

std::vector<Alternative> Alternatives::other_levels(std::uint32_t task) {
    const auto home = static_cast<std::uint32_t>(plan_.server[task]);
    std::vector<Alternative> all;
    for (std::uint32_t level = 0; level < p_.servers[home].levels; ++level) {
        if (static_cast<std::int32_t>(level) == plan_.level[task]) continue;
        std::optional<Alternative> best;
        try_server(task, home, {.level = level},
                   [&](const Alternative& found) { keep_cheaper(best, found); });
        if (best) all.push_back(*best);
    }
    std::sort(all.begin(), all.end(), cheaper);
    return all;
}

std::optional<Alternative> Alternatives::other_start(std::uint32_t task) {
    std::optional<Alternative> best;
    try_server(task, static_cast<std::uint32_t>(plan_.server[task]),
               {.level = static_cast<std::uint32_t>(plan_.level[task])},
               [&](const Alternative& found) {
                   if (found.start_ms != plan_.start_ms[task]) keep_cheaper(best, found);
               });
    return best;
}

std::optional<Alternative> Alternatives::on_time(std::uint32_t task) {
    std::optional<Alternative> best;
    const std::int64_t deadline_ms = p_.tasks[task].deadline_ms;
    for (const std::uint32_t server : allowed_servers(p_, task)) {
        try_server(task, server, {.end_by_ms = deadline_ms}, [&](const Alternative& found) {
            if (found.end_ms <= deadline_ms) keep_cheaper(best, found);
        });
    }
    return best;
}

Plan moved(const Plan& plan, std::uint32_t task, const Alternative& to) {
    Plan genes = plan;
    const auto server = static_cast<std::int32_t>(to.server);
    const auto place = static_cast<std::int32_t>(to.place);
    for (std::size_t j = 0; j < plan.size(); ++j) {
        if (j == task) continue;
        if (plan.server[j] == plan.server[task] && plan.position[j] > plan.position[task]) {
            --genes.position[j];
        }
        if (plan.server[j] == server && genes.position[j] >= place) ++genes.position[j];
    }
    genes.server[task] = server;
    genes.position[task] = place;
    genes.level[task] = static_cast<std::int32_t>(to.level);
    genes.hold_ms[task] = to.hold_ms;
    return genes;
}

std::int64_t dispatched_change_nano(const Problem& problem, const DecodedPlan& now,
                                    std::uint32_t task, const Alternative& to) {
    if (problem.batteries().empty()) return to.cost_change_nano;
    const DecodedPlan then = decode_dispatched(problem, moved(now.plan, task, to));
    return then.score.cost_nano - now.score.cost_nano;
}

}  // namespace nightwatt
