#include "backend/loads_model.hpp"

#include <algorithm>
#include <cmath>

#include "bound/server_price.hpp"
#include "bound/task_price.hpp"

namespace nightwatt {

namespace {
/// Looks at options that the prices may cost: about a nanosecond each.
constexpr std::int64_t affordable_looks = 2'000'000'000;
/// Cells of knapsacks: the same.
constexpr std::int64_t affordable_cells = 2'000'000'000;
}  // namespace

LoadsModel::LoadsModel(const ProblemView& problem) : problem_(problem), first_{0} {
    const ProblemView& p = problem_;
    ServerPrice prices(p);
    while (prices.looks() < affordable_looks && prices.advance()) continue;
    bound_nano_ = prices.bound_nano();
    price_ = prices.total_prices();
    if (TaskPrice::suits(p)) {
        TaskPrice tasks(p, price_);
        while (tasks.cells() < affordable_cells && tasks.advance()) continue;
        bound_nano_ = std::max(bound_nano_, tasks.bound_nano());
        task_price_ = tasks.prices();
    }
    least_.assign(p.task_count, 0);
    lambda_ = prices.makespan_prices();
    limit_price_ = prices.capacity_prices();
    idle_price_ = price_;
    for (std::size_t i = 0; i < price_.size(); ++i) idle_price_[i] -= lambda_[i] + limit_price_[i];
    std::vector<LoadsOption> options;
    for (std::uint32_t j = 0; j < p.task_count; ++j) {
        options.clear();
        for (const std::uint32_t i : allowed_servers(p, j)) {
            const ServerFacts& s = p.servers[i];
            for (std::uint32_t level = 0; level < s.levels; ++level) {
                if (option_of(p, s, j, level).run_ms == forbidden_run_ms) continue;
                if (!level_allowed(p, j, level)) continue;
                options.push_back(option_at(view(), j, i, level));
                costs_ |= options.back().cost_nano != 0;
            }
        }
        keep_few(j, options);
    }
    for (std::uint32_t i = 0; i < p.server_count; ++i) fixed_ |= fixed_cost(i);
    costs_ |= fixed_;
    task_cost_ = std::fabs(static_cast<double>(bound_nano_)) / std::max(p.task_count, 1u);
    // A price of 0 says that load is free, not that limits are.
    double run = 0;
    double price = 0;
    for (std::uint32_t j = 0; j < p.task_count; ++j) run += options_[first_[j]].run_ms;
    for (const double each : price_) price += each;
    penalty_floor_ = std::max({0.2 * price / std::max(p.server_count, 1u),
                               run > 0 ? 0.05 * task_cost_ * p.task_count / run : 0.0, 1e-6});
    const double weight = static_cast<double>(p.makespan_weight);
    if (!costs_ && weight > 0) {
        floor_ms_ = static_cast<std::int64_t>(
            std::ldexp(static_cast<double>(bound_nano_), weight_shift) / weight);
    }
}

bool LoadsModel::fixed_cost(std::uint32_t server) const {
    const ServerFacts& s = problem_.servers[server];
    return problem_.priced && family_rate(problem_, server) > 0 && (s.idle_mw > 0 || s.wake_uj > 0);
}

void LoadsModel::keep_few(std::uint32_t task, std::vector<LoadsOption>& options) {
    const std::size_t kept = std::min(most_options, options.size());
    std::partial_sort(options.begin(), options.begin() + static_cast<std::ptrdiff_t>(kept),
                      options.end(), [](const LoadsOption& a, const LoadsOption& b) {
                          return a.reduced != b.reduced ? a.reduced < b.reduced
                                 : a.server != b.server ? a.server < b.server
                                                        : a.level < b.level;
                      });
    // Measured anew, in double, from the best: differences of large numbers kept as floats lose
    // all.
    if (kept == 0) return first_.push_back(first_.back());
    const auto worth = [&](const LoadsOption& option) {
        return static_cast<double>(option.cost_nano) + price_[option.server] * option.run_ms;
    };
    least_[task] = worth(options.front());
    for (std::size_t k = 0; k < kept; ++k) {
        options_.push_back(options[k]);
        options_.back().reduced = static_cast<float>(worth(options[k]) - least_[task]);
    }
    first_.push_back(static_cast<std::uint32_t>(options_.size()));
}

LoadsView LoadsModel::view() const {
    return {problem_,
            first_.data(),
            options_.data(),
            least_.data(),
            lambda_.data(),
            price_.data(),
            limit_price_.data(),
            idle_price_.data(),
            task_price_.empty() ? nullptr : task_price_.data(),
            task_cost_,
            penalty_floor_,
            costs_,
            fixed_,
            floor_ms_};
}

}  // namespace nightwatt
