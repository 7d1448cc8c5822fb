#include "construct/leftovers.hpp"

#include <algorithm>
#include <array>

#include "kernels/pricing.hpp"
#include "kernels/server_walk.hpp"

namespace nightwatt {

namespace {

// Measured on generated nights of 10,000 tasks: README.md.
constexpr double beside_share = 0.5;   ///< of its price that useless room beside a task counts
constexpr double before_share = 0.15;  ///< the same for room before or behind it
constexpr double small_needs = 0.02;   ///< share of tasks that need less
constexpr double short_runs = 0.25;    ///< share of tasks that run shorter

constexpr std::uint32_t most_resources = 4;

/// The value that a share of the others is below; 0 of none.
template <class T>
T quantile(std::vector<T>& values, double share) {
    if (values.empty()) return 0;
    const auto place =
        values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size()));
    std::nth_element(values.begin(), place, values.end());
    return *place;
}

double price_of(const GuidePrices& prices, std::uint32_t group, const Resources& amount,
                std::int64_t from_ms, std::int64_t to_ms) {
    const GuidePrices::Span span = prices.span(from_ms, to_ms);
    double nano = 0;
    for (std::uint32_t r = 0; r < prices.resources(); ++r) {
        nano += units_of(amount, r) * prices.resource(group, r, span);
    }
    return nano;
}

}  // namespace

Leftovers::Leftovers(const ProblemView& p, const Guide& guide) {
    struct Seen {
        std::array<std::vector<std::uint32_t>, most_resources> needs;
        std::vector<std::int64_t> runs_ms;
    };
    std::vector<Seen> seen(guide.groups.size());
    for (std::uint32_t j = 0; j < p.task_count; ++j) {
        const GuideChoice& best = guide.choices[std::size_t{j} * guide.per_task];
        if (best.group == no_group) continue;
        const std::uint32_t mode = guide.groups[best.group].first_mode + best.level;
        seen[best.group].runs_ms.push_back(option_of(p, j, mode).run_ms);
        for (std::uint32_t r = 0; r < most_resources; ++r) {
            seen[best.group].needs[r].push_back(units_of(p.tasks[j].need, r));
        }
    }
    for (Seen& group : seen) {
        std::array<std::uint64_t, most_resources> units{};
        for (std::uint32_t r = 0; r < most_resources; ++r) {
            units[r] = quantile(group.needs[r], small_needs);
        }
        least_.push_back({{units[0] | units[1] << 32, units[2] | units[3] << 32},
                          quantile(group.runs_ms, short_runs)});
    }
}

double Leftovers::waste_nano(const GuidePrices& prices, std::uint32_t group,
                             const ServerProfile& server, const Resources& need,
                             std::int64_t from_ms, std::int64_t to_ms) const {
    const Least& least = least_[group];
    const std::vector<ServerProfile::Step>& steps = server.steps();
    double waste = 0;
    for (std::size_t k = server.step_at(from_ms); k < steps.size() && steps[k].from_ms < to_ms;
         ++k) {
        Resources left = steps[k].free;
        left.take(need);
        if (left.fits(least.need)) continue;
        const std::int64_t until_ms =
            k + 1 < steps.size() ? smaller(steps[k + 1].from_ms, to_ms) : to_ms;
        waste += beside_share *
                 price_of(prices, group, left, larger(steps[k].from_ms, from_ms), until_ms);
    }
    const std::int64_t since_ms = server.free_since_ms(need, from_ms, from_ms - least.run_ms);
    if (since_ms > from_ms - least.run_ms) {
        waste += before_share * price_of(prices, group, need, since_ms, from_ms);
    }
    const std::int64_t until_ms = server.free_until_ms(need, to_ms, to_ms + least.run_ms);
    if (until_ms < to_ms + least.run_ms) {
        waste += before_share * price_of(prices, group, need, to_ms, until_ms);
    }
    return waste;
}

}  // namespace nightwatt
