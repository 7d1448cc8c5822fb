#include "bound/server_price.hpp"

#include <algorithm>
#include <cmath>

#include "kernels/loads/family.hpp"

namespace nightwatt {

namespace {

constexpr std::uint32_t few = 24;            // options a task keeps between two looks at all
constexpr std::int64_t steps_with_few = 60;  // before it looks at all again
constexpr std::int64_t first_steps = 20;     // that look at all options
constexpr double first_rise = 0.03;          // of the value
constexpr double rise_again = 5e-3;
constexpr double least_rise = 1e-7;

/// Calls see(server, option) for every option of a task.
template <class See>
void each_option(const ProblemView& p, std::uint32_t j, See&& see) {
    for (const std::uint32_t i : allowed_servers(p, j)) {
        const ServerFacts& s = p.servers[i];
        for (std::uint32_t level = 0; level < s.levels; ++level) {
            const ModeOption& option = option_of(p, s, j, level);
            if (option.run_ms == forbidden_run_ms) continue;
            if (!level_allowed(p, j, level)) continue;
            see(i, option);
        }
    }
}

}  // namespace

ServerPrice::ServerPrice(const ProblemView& problem)
    : problem_(problem),
      running_(problem_.server_count, 0),
      cap_ms_(problem_.server_count),
      makespan_weight_(per_ms(problem_.makespan_weight)),
      lambda_(problem_.server_count, makespan_weight_ / problem_.server_count),
      mu_(problem_.server_count, 0) {
    const double rate_unit = std::ldexp(1.0, -rate_shift);
    for (std::uint32_t i = 0; i < problem_.server_count; ++i) {
        const ServerFacts& s = problem_.servers[i];
        cap_ms_[i] = static_cast<double>(larger(s.close_ms - s.first_start_ms, 0));
        const auto rate = static_cast<double>(family_rate(problem_, i)) * rate_unit;
        running_[i] = s.idle_mw * rate;
        if (cap_ms_[i] > 0) running_[i] += static_cast<double>(s.wake_uj) * rate / cap_ms_[i];
    }
    double cost = 0;
    double run = 0;
    for (std::uint32_t j = 0; j < problem_.task_count; ++j) {
        double least = -1;
        double run_of_least = 0;
        each_option(problem_, j, [&](std::uint32_t i, const ModeOption& option) {
            const double here = static_cast<double>(option_nano(option, family_rate(problem_, i))) +
                                running_[i] * option.run_ms;
            if (least >= 0 && here >= least) return;
            least = here;
            run_of_least = option.run_ms;
        });
        cost += std::max(least, 0.0);
        run += run_of_least;
    }
    mu_scale_ = run > 0 ? cost / run : 0;
    best_lambda_ = lambda_;
    best_mu_ = mu_;
    Point start;
    look_at_all(start);
    best_value_ = start.value;
    rise_ = first_rise * std::fabs(best_value_);
}

std::vector<double> ServerPrice::total_prices() const {
    std::vector<double> prices(running_);
    for (std::size_t i = 0; i < prices.size(); ++i) prices[i] += best_lambda_[i] + best_mu_[i];
    return prices;
}

void ServerPrice::look_at_all(Point& point) {
    point.value = 0;
    point.load_ms.assign(problem_.server_count, 0);
    std::vector<double> prices(problem_.server_count);
    std::vector<std::int64_t> rates(problem_.server_count);
    for (std::uint32_t i = 0; i < problem_.server_count; ++i) {
        prices[i] = price(i);
        rates[i] = family_rate(problem_, i);
        point.value -= mu_[i] * cap_ms_[i];
    }
    for (std::uint32_t j = 0; j < problem_.task_count; ++j) {
        double least = 0;
        std::uint32_t server = problem_.server_count;
        std::uint32_t run_ms = 0;
        each_option(problem_, j, [&](std::uint32_t i, const ModeOption& option) {
            double here = prices[i] * option.run_ms;
            if (problem_.priced) here += static_cast<double>(option_nano(option, rates[i]));
            ++looks_;
            if (server != problem_.server_count && here >= least) return;
            least = here;
            server = i;
            run_ms = option.run_ms;
        });
        point.value += least;
        point.load_ms[server] += run_ms;
    }
}

/// Keeps the options of least reduced cost, by (reduced cost, order).
void ServerPrice::choose_few() {
    struct Entry {
        double reduced;
        std::uint32_t order;
        Option option;
    };
    std::vector<Entry> entries;
    few_per_task_ = few;
    few_.assign(std::size_t{problem_.task_count} * few, {});
    for (std::uint32_t j = 0; j < problem_.task_count; ++j) {
        entries.clear();
        each_option(problem_, j, [&](std::uint32_t i, const ModeOption& option) {
            const auto cost =
                problem_.priced ? static_cast<double>(option_nano(option, family_rate(problem_, i)))
                                : 0.0;
            entries.push_back({cost + price(i) * option.run_ms,
                               static_cast<std::uint32_t>(entries.size()),
                               {i, static_cast<float>(option.run_ms), cost}});
        });
        const std::size_t kept = std::min<std::size_t>(few, entries.size());
        std::partial_sort(entries.begin(), entries.begin() + static_cast<std::ptrdiff_t>(kept),
                          entries.end(), [](const Entry& a, const Entry& b) {
                              return a.reduced != b.reduced ? a.reduced < b.reduced
                                                            : a.order < b.order;
                          });
        for (std::size_t k = 0; k < few; ++k) {
            few_[std::size_t{j} * few + k] = entries[std::min(k, kept - 1)].option;
        }
    }
    few_since_ = steps_;
}

void ServerPrice::look_at_few(Point& point) {
    point.value = 0;
    point.load_ms.assign(problem_.server_count, 0);
    std::vector<double> prices(problem_.server_count);
    for (std::uint32_t i = 0; i < problem_.server_count; ++i) {
        prices[i] = price(i);
        point.value -= mu_[i] * cap_ms_[i];
    }
    const Option* option = few_.data();
    for (std::uint32_t j = 0; j < problem_.task_count; ++j, option += few_per_task_) {
        const Option* best = option;
        double least = best->cost_nano + prices[best->server] * static_cast<double>(best->run_ms);
        for (std::uint32_t k = 1; k < few_per_task_; ++k) {
            const double here = option[k].cost_nano +
                                prices[option[k].server] * static_cast<double>(option[k].run_ms);
            if (here < least) {
                least = here;
                best = option + k;
            }
        }
        point.value += least;
        point.load_ms[best->server] += static_cast<double>(best->run_ms);
    }
    looks_ += std::int64_t{problem_.task_count} * few_per_task_;
}

/// A step towards `target`: lambda moves within its simplex, mu stays >= 0; each price at a pace in
/// proportion to itself, so that prices of very different size converge together.
void ServerPrice::step_from(const Point& point, double target) {
    const std::uint32_t m = problem_.server_count;
    const double lambda_floor = 1e-3 * makespan_weight_ / m;
    const double mu_floor = 0.1 * mu_scale_;
    double weight = 0;
    double mean = 0;
    for (std::uint32_t i = 0; i < m; ++i) {
        weight += lambda_[i] + lambda_floor;
        mean += (lambda_[i] + lambda_floor) * point.load_ms[i];
    }
    if (weight > 0) mean /= weight;
    double norm = 0;
    for (std::uint32_t i = 0; i < m; ++i) {
        const double g = point.load_ms[i] - mean;
        norm += (lambda_[i] + lambda_floor) * g * g;
        const double h = point.load_ms[i] - cap_ms_[i];
        if (h > 0 || mu_[i] > 0) norm += (mu_[i] + mu_floor) * h * h;
    }
    if (!(norm > 0)) return;
    const double length = (target - point.value) / norm;
    double sum = 0;
    for (std::uint32_t i = 0; i < m; ++i) {
        lambda_[i] = std::max(
            0.0, lambda_[i] + length * (lambda_[i] + lambda_floor) * (point.load_ms[i] - mean));
        sum += lambda_[i];
        mu_[i] =
            std::max(0.0, mu_[i] + length * (mu_[i] + mu_floor) * (point.load_ms[i] - cap_ms_[i]));
    }
    if (!(sum > 0)) return;
    for (double& lambda : lambda_) lambda *= makespan_weight_ / sum;
}

void ServerPrice::climb_again() {
    rise_ = rise_again * std::fabs(best_value_);
    patience_ = std::min(2 * patience_, 64);
    stalled_ = 0;
    lambda_ = best_lambda_;
    mu_ = best_mu_;
}

bool ServerPrice::advance() {
    if (problem_.task_count == 0 || rise_ <= least_rise * std::fabs(best_value_)) return false;
    Point point;
    const bool all = few_per_task_ == 0 || problem_.server_count <= few;
    if (all) {
        look_at_all(point);
    } else {
        look_at_few(point);
    }
    ++steps_;
    if (point.value > best_value_) {
        if (point.value > best_value_ + 0.3 * rise_) {
            stalled_ = 0;
            rise_ *= 1.3;
        }
        best_value_ = point.value;
        best_lambda_ = lambda_;
        best_mu_ = mu_;
    }
    if (++stalled_ > patience_) {
        stalled_ = 0;
        rise_ *= 0.6;
        lambda_ = best_lambda_;
        mu_ = best_mu_;
        if (all) {
            look_at_all(point);
        } else {
            look_at_few(point);
        }
    }
    step_from(point, best_value_ + rise_);
    if (problem_.server_count > few && steps_ >= first_steps &&
        (few_per_task_ == 0 || steps_ - few_since_ >= steps_with_few)) {
        lambda_ = best_lambda_;
        mu_ = best_mu_;
        look_at_all(point);
        best_value_ = point.value;
        choose_few();
        step_from(point, best_value_ + rise_);
    }
    return true;
}

/// D in integers: money in units of 2^-weight_shift nano, prices and shares rounded down. An amount
/// that a plan's cost rounds (idle power of a server, makespan) may be half a unit below its exact
/// value.
std::int64_t ServerPrice::bound_nano() const {
    const ProblemView& p = problem_;
    if (p.task_count == 0) return 0;
    std::vector<std::int64_t> price(p.server_count);
    std::vector<std::int64_t> rate(p.server_count);
    int128 sum = 0;
    std::int64_t weight_left = p.makespan_weight;
    std::int64_t roundings = p.makespan_weight > 0 ? 1 : 0;
    std::int64_t opens_ms = INT64_MAX;
    for (std::uint32_t i = 0; i < p.server_count; ++i) {
        const ServerFacts& s = p.servers[i];
        const auto fixed = [](double nano) {
            return static_cast<std::int64_t>(std::floor(std::ldexp(nano, weight_shift)));
        };
        const std::int64_t lambda = smaller(fixed(best_lambda_[i]), weight_left);
        const std::int64_t mu = fixed(best_mu_[i]);
        const std::int64_t cap_ms = larger(s.close_ms - s.first_start_ms, 0);
        weight_left -= lambda;
        rate[i] = family_rate(p, i);
        price[i] = lambda + mu;
        price[i] += static_cast<std::int64_t>((static_cast<int128>(s.idle_mw) * rate[i]) >>
                                              (rate_shift - weight_shift));
        const int128 wake = static_cast<int128>(priced(s.wake_uj, rate[i])) << weight_shift;
        if (cap_ms > 0) price[i] += static_cast<std::int64_t>(wake / cap_ms);
        sum -= static_cast<int128>(mu) * cap_ms;
        opens_ms = smaller(opens_ms, s.first_start_ms);
        if (p.priced && s.idle_mw > 0) ++roundings;
    }
    sum += static_cast<int128>(p.makespan_weight) * smaller(opens_ms, p.horizon_ms);
    for (std::uint32_t j = 0; j < p.task_count; ++j) {
        int128 least = 0;
        bool any = false;
        each_option(p, j, [&](std::uint32_t i, const ModeOption& option) {
            int128 here = static_cast<int128>(price[i]) * option.run_ms;
            if (p.priced) here += static_cast<int128>(option_nano(option, rate[i])) << weight_shift;
            if (any && here >= least) return;
            least = here;
            any = true;
        });
        sum += least;
    }
    return static_cast<std::int64_t>(sum >> weight_shift) - roundings;
}

}  // namespace nightwatt
