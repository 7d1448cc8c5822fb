#include "rules/timeline.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "construct/packing_order.hpp"
#include "kernels/server_walk.hpp"

namespace nightwatt {

Timeline::Timeline(const Problem& problem, GiveUp give_up)
    : view_(problem.view()), give_up_(std::move(give_up)), servers_(view_.server_count) {
    genes_.resize(view_.task_count);
    for (std::uint32_t i = 0; i < view_.server_count; ++i) {
        servers_[i].free = view_.servers[i].capacity;
        servers_[i].previous_start_ms = view_.servers[i].first_start_ms;
        const ServerFacts& s = view_.servers[i];
        glances_.push_back({s.capacity, s.first_start_ms, s.first_start_ms, s.first_mode});
    }
    if (view_.pin_start_ms != nullptr) place_pinned();
}

/// First those that one server alone can take, then the others; each in the order of their starts.
void Timeline::place_pinned() {
    std::vector<std::uint32_t> pinned;
    std::int64_t first_release_ms = INT64_MAX;
    for (std::uint32_t j = 0; j < view_.task_count; ++j) {
        if (has_place(j)) {
            pinned.push_back(j);
        } else {
            first_release_ms = std::min(first_release_ms, view_.tasks[j].release_ms);
        }
    }
    std::sort(pinned.begin(), pinned.end(), [&](std::uint32_t a, std::uint32_t b) {
        const auto key = [&](std::uint32_t j) {
            const bool choice = allowed_servers(view_, j).count > 1;
            return std::tuple(choice, view_.pin_start_ms[j], j);
        };
        return key(a) < key(b);
    });
    for (std::uint32_t i = 0; i < view_.server_count; ++i) {
        pinned_.push_back({ServerProfile(view_.servers[i].capacity), {}});
    }
    for (const std::uint32_t j : pinned) place_one(j);
    // Tasks that run when the night begins leave no gaps before them: appending behind them is as
    // good, and faster.
    for (std::uint32_t i = 0; i < view_.server_count; ++i) {
        const auto begins = [&](const Place& place) { return place.start_ms <= first_release_ms; };
        if (std::all_of(pinned_[i].places.begin(), pinned_[i].places.end(), begins)) settle(i);
    }
}

/// Where it starts at its pin, or soonest after it; then where it ends first; ties by server.
void Timeline::place_one(std::uint32_t task) {
    std::tuple<std::int64_t, std::int64_t, std::uint32_t> best{INT64_MAX, INT64_MAX, 0};
    const std::int64_t pin_ms = view_.pin_start_ms[task];
    for (const std::uint32_t i : allowed_servers(view_, task)) {
        const std::uint32_t run_ms = option(task, i, fastest_level(task, i)).run_ms;
        const std::int64_t start_ms = pinned_[i].room.earliest_fit_ms(
            view_.tasks[task].need, run_ms, pin_ms, std::get<0>(best));
        if (start_ms == INT64_MAX) continue;  // later than elsewhere
        best = std::min(best, std::tuple(start_ms, start_ms + run_ms, i));
    }
    const std::uint32_t server = std::get<2>(best);
    add_place(server, {std::get<0>(best), pin_ms, task, fastest_level(task, server)});
}

void Timeline::add_place(std::uint32_t server, const Place& place) {
    const std::int64_t end_ms = place.start_ms + option(place.task, server, place.level).run_ms;
    pinned_[server].room.add(view_.tasks[place.task].need, place.start_ms, end_ms);
    pinned_[server].places.push_back(place);
    servers_[server].busy_until_ms = std::max(servers_[server].busy_until_ms, end_ms);
}

void Timeline::settle(std::uint32_t server) {
    std::vector<Place> places;
    places.swap(pinned_[server].places);
    std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
        return std::tuple(a.start_ms, a.task) < std::tuple(b.start_ms, b.task);
    });
    if (!places.empty()) servers_[server].busy_until_ms = 0;
    for (const Place& place : places) {
        // Without a hold it would take the room of what comes behind it. A plan that ends after
        // the horizon is infeasible, but still a plan.
        const bool waits = next_start_ms(place.task, server, place.hold_ms) < place.start_ms;
        put(place.task, server, place.level,
            waits ? std::min(place.start_ms, view_.horizon_ms) : place.hold_ms);
    }
}

Plan Timeline::take() {
    for (std::uint32_t i = 0; i < pinned_.size(); ++i) settle(i);
    return std::move(genes_);
}

std::int64_t Timeline::start_ms(std::uint32_t task, std::uint32_t server, std::uint32_t level,
                                std::int64_t hold_ms) const {
    if (!has_gaps(server)) return next_start_ms(task, server, hold_ms);
    const ServerFacts& facts = view_.servers[server];
    const std::int64_t from_ms =
        std::max({facts.first_start_ms, ready_at(view_, task, facts.site), hold_ms});
    return pinned_[server].room.earliest_fit_ms(
        view_.tasks[task].need, option(task, server, level).run_ms, from_ms, INT64_MAX);
}

std::int64_t Timeline::next_start_ms(std::uint32_t task, std::uint32_t server,
                                     std::int64_t hold_ms) const {
    const ServerState& state = servers_[server];
    const ServerFacts& facts = view_.servers[server];
    std::int64_t t =
        std::max({state.previous_start_ms, ready_at(view_, task, facts.site), hold_ms});
    if (facts.exclusive != 0) return std::max(t, state.busy_until_ms);
    const Resources& need = view_.tasks[task].need;
    if (state.free.fits(need)) return t;
    Resources free = state.free;
    auto next = state.running.begin();
    for (; next != state.running.end() && next->end_ms <= t; ++next) free.give(next->need);
    for (; !free.fits(need); ++next) {
        t = std::max(t, next->end_ms);
        free.give(next->need);
    }
    return t;
}

std::int64_t Timeline::append(std::uint32_t task, std::uint32_t server, std::uint32_t level,
                              std::int64_t hold_ms) {
    check_give_up();
    if (!has_gaps(server)) return put(task, server, level, hold_ms);
    const std::int64_t start = start_ms(task, server, level, hold_ms);
    add_place(server, {start, hold_ms, task, level});
    return start;
}

std::int64_t Timeline::put(std::uint32_t task, std::uint32_t server, std::uint32_t level,
                           std::int64_t hold_ms) {
    const std::int64_t start = next_start_ms(task, server, hold_ms);
    const std::int64_t end = start + option(task, server, level).run_ms;
    ServerState& state = servers_[server];
    auto live = state.running.begin();
    for (; live != state.running.end() && live->end_ms <= start; ++live)
        state.free.give(live->need);
    state.running.erase(state.running.begin(), live);
    const Resources& need = view_.tasks[task].need;
    if (view_.servers[server].exclusive == 0) {
        state.free.take(need);
        const auto place =
            std::upper_bound(state.running.begin(), state.running.end(), end,
                             [](std::int64_t t, const Running& r) { return t < r.end_ms; });
        state.running.insert(place, {end, need});
    }
    state.previous_start_ms = start;
    state.busy_until_ms = std::max(state.busy_until_ms, end);
    const bool alone = view_.servers[server].exclusive != 0;
    Glance& glance = glances_[server];
    glance.free = state.free;
    glance.now_ms = alone ? state.busy_until_ms : start;
    glance.then_ms = alone ? state.busy_until_ms : state.running.front().end_ms;
    genes_.server[task] = static_cast<std::int32_t>(server);
    genes_.position[task] = state.count++;
    genes_.level[task] = static_cast<std::int32_t>(level);
    genes_.hold_ms[task] = hold_ms;
    return start;
}

std::uint32_t Timeline::fastest_level(std::uint32_t task, std::uint32_t server) const {
    return nightwatt::fastest_level(view_, task, server);
}

std::vector<std::uint32_t> arrival_order(const ProblemView& problem) {
    std::vector<std::uint32_t> order;
    for (std::uint32_t j = 0; j < problem.task_count; ++j) {
        if (pinned_start_ms(problem, j) < 0) order.push_back(j);
    }
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::tuple(problem.tasks[a].release_ms, a) <
               std::tuple(problem.tasks[b].release_ms, b);
    });
    return order;
}

Completion earliest_completion(const Timeline& timeline, std::uint32_t task, std::uint32_t first,
                               std::uint32_t step) {
    Completion best;
    const std::int64_t release_ms = timeline.problem().tasks[task].release_ms;
    const ServerList allowed = allowed_servers(timeline.problem(), task);
    const Resources need = timeline.problem().tasks[task].need;
    FastestLevel fastest(timeline, task);
    for (std::uint32_t n = first; n < allowed.count; n += step) {
        const std::uint32_t i = allowed[n];
        fastest.move_to(i);
        const std::int64_t run_ms = fastest.run_ms();
        if (std::max(release_ms, timeline.not_before_ms(i, need)) + run_ms >= best.end_ms) continue;
        const std::int64_t end_ms = timeline.start_ms(task, i, fastest.level()) + run_ms;
        if (end_ms < best.end_ms) best = {end_ms, i, fastest.level()};
    }
    return best;
}

}  // namespace nightwatt
