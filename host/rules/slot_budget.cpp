#include "rules/slot_budget.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "kernels/server_walk.hpp"

namespace nightwatt {

namespace {

/// Share of a pool's slots that the rule fills: packing is never perfect.
constexpr double fill = 0.9;

}  // namespace

SlotBudget::SlotBudget(const Problem& problem) : view_(problem.view()) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> index;
    for (std::uint32_t i = 0; i < view_.server_count; ++i) {
        const ServerFacts& s = view_.servers[i];
        const auto [found, added] = index.emplace(std::pair(s.first_mode, s.site),
                                                  static_cast<std::uint32_t>(pools_.size()));
        if (added) {
            pools_.emplace_back();
            pools_.back().first_mode = s.first_mode;
            pools_.back().levels = s.levels;
            pools_.back().site = s.site;
        }
        Pool& pool = pools_[found->second];
        pool.servers.push_back(i);
        for (std::uint32_t r = 0; r < 4; ++r) pool.capacity[r] += units_of(s.capacity, r);
    }
    room_.assign(pools_.size() * view_.slot_count, fill);
}

double SlotBudget::share(std::uint32_t task, const Pool& pool) const {
    double most = 0;
    for (std::uint32_t r = 0; r < 4; ++r) {
        const double need = units_of(view_.tasks[task].need, r);
        if (need > 0) most = std::max(most, need / pool.capacity[r]);
    }
    return most;
}

bool SlotBudget::has_room(std::uint32_t pool, std::int64_t from_ms, std::int64_t to_ms,
                          double task_share) const {
    const std::uint32_t last = slot_of(view_, std::min(to_ms, view_.horizon_ms) - 1);
    for (std::uint32_t slot = slot_of(view_, from_ms); slot <= last; ++slot) {
        const std::int64_t begin_ms = view_.slot_ms * slot;
        const auto overlap = static_cast<double>(std::min(to_ms, begin_ms + view_.slot_ms) -
                                                 std::max(from_ms, begin_ms));
        if (room_[std::size_t{pool} * view_.slot_count + slot] <
            task_share * overlap / static_cast<double>(view_.slot_ms)) {
            return false;
        }
    }
    return true;
}

void SlotBudget::take_room(std::uint32_t pool, std::int64_t from_ms, std::int64_t to_ms,
                           double task_share) {
    const std::uint32_t last = slot_of(view_, std::min(to_ms, view_.horizon_ms) - 1);
    for (std::uint32_t slot = slot_of(view_, from_ms); slot <= last; ++slot) {
        const std::int64_t begin_ms = view_.slot_ms * slot;
        const auto overlap = static_cast<double>(std::min(to_ms, begin_ms + view_.slot_ms) -
                                                 std::max(from_ms, begin_ms));
        room_[std::size_t{pool} * view_.slot_count + slot] -=
            task_share * overlap / static_cast<double>(view_.slot_ms);
    }
}

Wish SlotBudget::place(std::uint32_t task) {
    struct Found {
        std::int64_t cost_nano = INT64_MAX;
        Wish wish;
    };
    Found best;
    Found best_without_room;
    const TaskFacts& facts = view_.tasks[task];
    const std::int64_t pinned_ms = pinned_start_ms(view_, task);
    for (std::uint32_t k = 0; k < pools_.size(); ++k) {
        const Pool& pool = pools_[k];
        const auto member = std::find_if(pool.servers.begin(), pool.servers.end(),
                                         [&](auto i) { return may_use(view_, task, i); });
        if (member == pool.servers.end()) continue;
        const ServerFacts& server = view_.servers[*member];
        const TariffSlot* const tariff = view_.tariff + std::size_t{pool.site} * view_.slot_count;
        const double pool_share = share(task, pool);
        const double server_share =
            std::min(1.0, pool_share * static_cast<double>(pool.servers.size()));
        const auto idle_mw = static_cast<std::int64_t>(server_share * server.idle_mw);
        const std::int64_t ready_ms =
            std::max(ready_at(view_, task, pool.site), server.first_start_ms);
        const std::int64_t transfer_nano =
            view_.transfer_nano == nullptr
                ? 0
                : view_.transfer_nano[std::size_t{task} * view_.site_count + pool.site];
        for (std::uint32_t level = 0; level < pool.levels; ++level) {
            const ModeOption& option = option_of(view_, pool, task, level);
            if (option.run_ms == forbidden_run_ms) continue;
            if (!level_allowed(view_, task, level)) continue;
            const auto consider = [&](std::int64_t start_ms) {
                const std::int64_t end_ms = start_ms + option.run_ms;
                if (end_ms > server.close_ms) return;
                std::int64_t cost_nano =
                    priced(option.power_mw + idle_mw, rate_integral(view_, tariff, end_ms) -
                                                          rate_integral(view_, tariff, start_ms)) +
                    transfer_nano;
                if (end_ms > facts.deadline_ms) {
                    cost_nano += weighted(end_ms - facts.deadline_ms, facts.tardiness_weight);
                }
                if (cost_nano < best_without_room.cost_nano) {
                    best_without_room = {cost_nano, {k, level, start_ms}};
                }
                if (cost_nano < best.cost_nano && has_room(k, start_ms, end_ms, pool_share)) {
                    best = {cost_nano, {k, level, start_ms}};
                }
            };
            if (pinned_ms >= 0) {
                consider(pinned_ms);
                continue;
            }
            if (ready_ms >= view_.horizon_ms) continue;
            consider(ready_ms);
            for (std::uint32_t slot = slot_of(view_, ready_ms) + 1; slot < view_.slot_count;
                 ++slot) {
                consider(view_.slot_ms * slot);
            }
        }
    }
    if (best.cost_nano == INT64_MAX) best = best_without_room;
    const Wish wish = best.wish;
    const Pool& pool = pools_[wish.pool];
    const std::uint32_t run_ms = option_of(view_, pool, task, wish.level).run_ms;
    take_room(wish.pool, wish.start_ms, wish.start_ms + run_ms, share(task, pool));
    return wish;
}

}  // namespace nightwatt
