#include "rules/timeline.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "kernels/server_walk.hpp"

namespace nightwatt {

Timeline::Timeline(const Problem& problem) : view_(problem.view()), servers_(view_.server_count) {
    genes_.resize(view_.task_count);
    for (std::uint32_t i = 0; i < view_.server_count; ++i) {
        servers_[i].free = view_.servers[i].capacity;
        servers_[i].previous_start_ms = view_.servers[i].first_start_ms;
    }
}

std::int64_t Timeline::pinned_hold_ms(std::uint32_t task) const {
    return view_.pin_start_ms == nullptr ? 0 : std::max<std::int64_t>(0, view_.pin_start_ms[task]);
}

std::int64_t Timeline::start_ms(std::uint32_t task, std::uint32_t server,
                                std::int64_t hold_ms) const {
    const ServerState& state = servers_[server];
    const ServerFacts& facts = view_.servers[server];
    std::int64_t t = std::max({state.previous_start_ms, ready_at(view_, task, facts.site), hold_ms,
                               pinned_hold_ms(task)});
    if (facts.exclusive != 0) return std::max(t, state.busy_until_ms);
    const Resources& need = view_.tasks[task].need;
    Resources free = state.free;
    auto next = state.running.begin();
    for (; next != state.running.end() && next->end_ms <= t; ++next) free.give(next->need);
    for (; !free.fits(need); ++next) {
        t = std::max(t, next->end_ms);
        free.give(next->need);
    }
    return t;
}

void Timeline::append(std::uint32_t task, std::uint32_t server, std::uint32_t level,
                      std::int64_t hold_ms) {
    const std::int64_t start = start_ms(task, server, hold_ms);
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
    genes_.server[task] = static_cast<std::int32_t>(server);
    genes_.position[task] = state.count++;
    genes_.level[task] = static_cast<std::int32_t>(level);
    genes_.hold_ms[task] = std::max(hold_ms, pinned_hold_ms(task));
}

const ModeOption& Timeline::option(std::uint32_t task, std::uint32_t server,
                                   std::uint32_t level) const {
    return view_
        .options[std::size_t{task} * view_.mode_count + view_.servers[server].first_mode + level];
}

const std::uint32_t* Timeline::candidates_begin(std::uint32_t task) const {
    return view_.profile_servers + view_.profile_first[view_.profile[task]];
}

const std::uint32_t* Timeline::candidates_end(std::uint32_t task) const {
    return view_.profile_servers + view_.profile_first[view_.profile[task] + 1];
}

bool Timeline::may_use(std::uint32_t task, std::uint32_t server) const {
    return std::binary_search(candidates_begin(task), candidates_end(task), server);
}

std::uint32_t Timeline::fastest_level(std::uint32_t task, std::uint32_t server) const {
    if (view_.pin_level != nullptr && view_.pin_level[task] >= 0) {
        return static_cast<std::uint32_t>(view_.pin_level[task]);
    }
    std::uint32_t best = 0;
    for (std::uint32_t level = 1; level < view_.servers[server].levels; ++level) {
        if (option(task, server, level).run_ms < option(task, server, best).run_ms) best = level;
    }
    return best;
}

std::vector<std::uint32_t> arrival_order(const ProblemView& problem) {
    std::vector<std::uint32_t> order(problem.task_count);
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::tuple(problem.tasks[a].release_ms, a) <
               std::tuple(problem.tasks[b].release_ms, b);
    });
    return order;
}

Completion earliest_completion(const Timeline& timeline, std::uint32_t task) {
    Completion best;
    const std::int64_t release_ms = timeline.problem().tasks[task].release_ms;
    for (const std::uint32_t* i = timeline.candidates_begin(task);
         i != timeline.candidates_end(task); ++i) {
        const std::uint32_t level = timeline.fastest_level(task, *i);
        const std::int64_t run_ms = timeline.option(task, *i, level).run_ms;
        if (std::max(release_ms, timeline.not_before_ms(*i)) + run_ms >= best.end_ms) continue;
        const std::int64_t end_ms = timeline.start_ms(task, *i) + run_ms;
        if (end_ms < best.end_ms) best = {end_ms, *i, level};
    }
    return best;
}

}  // namespace nightwatt
