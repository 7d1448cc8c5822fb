#include "bound/task_price.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "kernels/loads/family.hpp"

namespace nightwatt {

namespace {

constexpr std::int64_t most_units = 4096;     // of a server's time
constexpr std::int64_t most_pairs = 200'000;  // of a task and a server
constexpr double first_task_rise = 5e-3;      // of the value
constexpr double least_task_rise = 1e-6;
constexpr int patience = 20;    // steps without a rise before aiming lower
constexpr double memory = 0.6;  // share of the last direction in the next

bool pays_to_be_on(const ProblemView& p, std::uint32_t server) {
    const ServerFacts& s = p.servers[server];
    return family_rate(p, server) > 0 && (s.idle_mw > 0 || s.wake_uj > 0);
}

/// Calls see(task, option) for every task that may run on a server.
template <class See>
void each_task(const ProblemView& p, std::uint32_t server, See&& see) {
    for (std::uint32_t j = 0; j < p.task_count; ++j) {
        if (!may_use(p, j, server)) continue;
        const ModeOption& option = option_of(p, p.servers[server], j, 0);
        if (option.run_ms != forbidden_run_ms) see(j, option);
    }
}

std::vector<std::int64_t> whole(const std::vector<double>& prices) {
    std::vector<std::int64_t> rounded;
    for (const double price : prices) rounded.push_back(static_cast<std::int64_t>(price));
    return rounded;
}

}  // namespace

bool TaskPrice::suits(const ProblemView& p) {
    if (!p.loads_only || p.makespan_weight != 0 || p.task_count == 0) return false;
    for (std::uint32_t i = 0; i < p.server_count; ++i) {
        if (p.servers[i].levels != 1 || pays_to_be_on(p, i)) return false;
    }
    return std::int64_t{p.task_count} * p.server_count <= most_pairs;
}

TaskPrice::TaskPrice(const ProblemView& p, const std::vector<double>& server_price)
    : price_(p.task_count, INFINITY), direction_(p.task_count, 0) {
    for (std::uint32_t i = 0; i < p.server_count; ++i) {
        const ServerFacts& s = p.servers[i];
        const std::int64_t capacity_ms = larger(s.close_ms - s.first_start_ms, 0);
        std::int64_t unit_ms = 0;
        each_task(p, i, [&](std::uint32_t, const ModeOption& option) {
            unit_ms = std::gcd(unit_ms, std::int64_t{option.run_ms});
        });
        unit_ms = larger(unit_ms, 1);
        unit_ms *= capacity_ms / unit_ms / most_units + 1;
        Server& server = servers_.emplace_back();
        server.capacity = static_cast<std::uint32_t>(capacity_ms / unit_ms);
        each_task(p, i, [&](std::uint32_t j, const ModeOption& option) {
            const std::int64_t cost_nano = option_nano(option, family_rate(p, i));
            price_[j] = std::min(price_[j],
                                 static_cast<double>(cost_nano) + server_price[i] * option.run_ms);
            if (option.run_ms > capacity_ms) return;
            server.choices.push_back(
                {j, static_cast<std::uint32_t>(option.run_ms / unit_ms), cost_nano});
        });
    }
    best_price_ = price_;
    std::vector<std::int32_t> missing;
    best_nano_ = look(whole(price_), knapsack_, missing);
    rise_ = first_task_rise * std::fabs(static_cast<double>(best_nano_));
}

std::int64_t TaskPrice::look(const std::vector<std::int64_t>& price, Knapsack& knapsack,
                             std::vector<std::int32_t>& missing) const {
    missing.assign(price.size(), 1);
    std::int64_t value_nano = 0;
    for (const std::int64_t each : price) value_nano += each;
    std::vector<Knapsack::Item> items;
    for (const Server& server : servers_) {
        items.clear();
        for (const Choice& choice : server.choices) {
            items.push_back({choice.units, price[choice.task] - choice.cost_nano});
        }
        value_nano -= knapsack.solve(items, server.capacity);
        for (const std::uint32_t k : knapsack.chosen()) --missing[server.choices[k].task];
    }
    return value_nano;
}

bool TaskPrice::advance() {
    if (rise_ <= least_task_rise * std::fabs(static_cast<double>(best_nano_))) return false;
    std::vector<std::int32_t> missing;
    const std::int64_t value_nano = look(whole(price_), knapsack_, missing);
    ++steps_;
    ++stalled_;
    if (value_nano > best_nano_) {
        if (static_cast<double>(value_nano - best_nano_) > 0.1 * rise_) stalled_ = 0;
        best_nano_ = value_nano;
        best_price_ = price_;
    }
    if (stalled_ > patience) {
        stalled_ = 0;
        rise_ *= 0.7;
        price_ = best_price_;
        std::fill(direction_.begin(), direction_.end(), 0);
        return true;
    }
    double norm = 0;
    for (std::size_t j = 0; j < price_.size(); ++j) {
        direction_[j] = memory * direction_[j] + missing[j];
        norm += direction_[j] * direction_[j];
    }
    if (norm == 0) {  // every task on one server: the bound is a plan's cost
        rise_ = 0;
        return false;
    }
    const double length = (static_cast<double>(best_nano_ - value_nano) + rise_) / norm;
    for (std::size_t j = 0; j < price_.size(); ++j) price_[j] += length * direction_[j];
    return true;
}

}  // namespace nightwatt
