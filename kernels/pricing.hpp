#pragma once

#include "kernels/problem_access.hpp"

namespace nightwatt {

/// Servers that look the same to every task: one class, capacity, site and window. What they draw
/// may differ.
struct ServerGroup {
    Resources capacity;
    std::int64_t first_start_ms;
    std::int64_t close_ms;
    std::uint32_t first_mode;
    std::uint32_t levels;
    std::uint32_t site;
    std::uint32_t servers;  ///< how many there are
};

/// Non-owning view of prices on a grid of steps (a tariff slot is a whole number of steps), as
/// integrals from 0 to the start of step k. They define the prices: within a step a price is
/// constant. Resource integrals never fall. Each array has one entry more than there are
/// boundaries, equal to the last.
struct PriceView {
    const ServerGroup* groups;
    const double* energy;       ///< [site * stride + k]: nano-money per mW
    const double* resource;     ///< [(group * resources + r) * stride + k]: nano-money per unit
    const double* energy_size;  ///< [site]: greatest absolute value of its row of `energy`
    const std::uint32_t* profile_first;   ///< [profile + 1]: into profile_groups
    const std::uint32_t* profile_groups;  ///< groups that a profile's servers belong to, ascending

    std::uint32_t group_count;
    std::uint32_t resources;
    std::uint32_t steps;
    std::uint32_t stride;  ///< steps + 2
    std::int64_t step_ms;
};

/// A mode and start of one task, and what it costs under the prices.
struct PricedStart {
    double cost_nano;
    std::int64_t start_ms;
    std::uint32_t group;
    std::uint32_t level;
};

/// What a task owes by its own facts, in nano-money.
struct TaskPrices {
    double late_per_ms;  ///< tardiness weight
    std::int64_t due_ms;
    std::int64_t from_ms;  ///< ready in the group, not before its first start
    double transfer;
};

/// Prices a task in every mode and start. The cost of starting at s in a mode with runtime L and
/// power p of a group at site a is, with E the site's energy price and Pi_r the group's price of
/// resource r, both integrated from 0,
///
///   f(s) = F(s + L) - F(s) + w * max(0, s + L - d) + transfer,   F = p * E + sum_r need_r * Pi_r
///
/// which is linear between the moments at which s or s + L is a boundary of a step or s + L = d:
/// its minimum over an interval is at one of those or at an end of the interval. So the minimum
/// over them is the minimum over all moments. Every term is elementwise floating point; see
/// pricing_error_nano() for how far rounding can move it.
class TaskPricer {
  public:
    /// Doubles of scratch memory that a pricer needs.
    HOST_DEVICE static std::uint32_t scratch_size(const PriceView& prices) {
        return 2 * prices.stride;
    }

    HOST_DEVICE TaskPricer(const ProblemView& problem, const PriceView& prices, double* scratch)
        : p_(problem), v_(prices), held_(scratch), sum_(scratch + prices.stride) {}

    /// Tells `sink(PricedStart)` the best start of every mode that the task may use and whose cost
    /// may be below `sink.limit()`.
    template <class Sink>
    HOST_DEVICE void price(std::uint32_t task, Sink& sink) {
        const std::uint32_t profile = p_.profile[task];
        for (std::uint32_t i = v_.profile_first[profile]; i != v_.profile_first[profile + 1]; ++i) {
            price_group(task, v_.profile_groups[i], sink);
        }
    }

    template <class Sink>
    HOST_DEVICE void price_group(std::uint32_t task, std::uint32_t g, Sink& sink) {
        const ServerGroup& group = v_.groups[g];
        const TaskFacts& facts = p_.tasks[task];
        const std::uint64_t cell = std::uint64_t{task} * p_.site_count + group.site;
        TaskPrices own;
        own.late_per_ms = per_ms(facts.tardiness_weight);
        own.due_ms = facts.deadline_ms;
        own.from_ms = larger(group.first_start_ms,
                             p_.ready_ms == nullptr ? facts.release_ms : p_.ready_ms[cell]);
        own.transfer =
            p_.transfer_nano == nullptr ? 0.0 : static_cast<double>(p_.transfer_nano[cell]);
        if (own.from_ms >= group.close_ms) return;
        const auto first = static_cast<std::uint32_t>(own.from_ms / v_.step_ms);
        const std::uint32_t last =
            smaller_step(static_cast<std::uint32_t>(group.close_ms / v_.step_ms) + 1);
        bool held_known = false;
        for (std::uint32_t level = 0; level != group.levels; ++level) {
            if (!level_allowed(p_, task, level)) continue;
            const ModeOption option = option_of(p_, group, task, level);
            if (option.run_ms == forbidden_run_ms) continue;
            std::int64_t from_ms = own.from_ms;
            std::int64_t until_ms = group.close_ms - option.run_ms;
            if (const std::int64_t pin_ms = pinned_start_ms(p_, task); pin_ms >= 0) {
                if (pin_ms < from_ms) continue;
                from_ms = pin_ms;
                until_ms = smaller(until_ms, from_ms);
            }
            if (from_ms > until_ms) continue;
            if (!held_known) sum_held(facts.need, g, first, last);
            held_known = true;
            const double* const energy = v_.energy + std::uint64_t{group.site} * v_.stride;
            const double power = option.power_mw;
            for (std::uint32_t k = first; k <= last + 1; ++k) {
                sum_[k] = held_[k] + power * energy[k];
            }
            const double size = held_[last + 1] + power * v_.energy_size[group.site];
            const double limit = sink.limit() - own.transfer;
            if (floor_nano(first, last, option.run_ms, size) >= limit) continue;
            PricedStart best = best_start(own, option.run_ms, from_ms, until_ms, limit);
            if (!(best.cost_nano < limit)) continue;
            best.cost_nano += own.transfer;
            best.group = g;
            best.level = level;
            sink(best);
        }
    }

  private:
    HOST_DEVICE std::uint32_t smaller_step(std::uint32_t k) const {
        return k < v_.steps ? k : v_.steps;
    }

    /// held[k] = sum_r need_r * Pi_r[k]
    HOST_DEVICE void sum_held(const Resources& need, std::uint32_t g, std::uint32_t first,
                              std::uint32_t last) {
        for (std::uint32_t k = first; k <= last + 1; ++k) held_[k] = 0;
        for (std::uint32_t r = 0; r != v_.resources; ++r) {
            const double units = units_of(need, r);
            if (units == 0) continue;
            const double* const price =
                v_.resource + (std::uint64_t{g} * v_.resources + r) * v_.stride;
            for (std::uint32_t k = first; k <= last + 1; ++k) held_[k] += units * price[k];
        }
    }

    /// What no start of a mode can undercut: its runtime at the least slope of F in any step that
    /// its window touches. Lowered by what rounding can lift it, F being at most `size`.
    HOST_DEVICE double floor_nano(std::uint32_t first, std::uint32_t last, std::uint32_t run_ms,
                                  double size) const {
        const double begin = sum_[first + 1] - sum_[first];
        double least[4] = {begin, begin, begin, begin};
        std::uint32_t k = first;
        for (; k + 4 <= last; k += 4) {
            for (std::uint32_t lane = 0; lane != 4; ++lane) {
                const double slope = sum_[k + lane + 1] - sum_[k + lane];
                least[lane] = slope < least[lane] ? slope : least[lane];
            }
        }
        for (; k < last; ++k) {
            const double slope = sum_[k + 1] - sum_[k];
            least[0] = slope < least[0] ? slope : least[0];
        }
        for (std::uint32_t lane = 1; lane != 4; ++lane) {
            least[0] = least[lane] < least[0] ? least[lane] : least[0];
        }
        constexpr double rounding = 1.0 / (std::int64_t{1} << 48);
        return (least[0] - size * rounding) * (run_ms / static_cast<double>(v_.step_ms));
    }

    /// F(t) between boundaries.
    HOST_DEVICE double sum_at(std::int64_t t_ms) const {
        const auto k = static_cast<std::uint32_t>(t_ms / v_.step_ms);
        const double share =
            static_cast<double>(t_ms - k * v_.step_ms) / static_cast<double>(v_.step_ms);
        return sum_[k] + (sum_[k + 1] - sum_[k]) * share;
    }

    HOST_DEVICE static double late_nano(const TaskPrices& own, std::int64_t end_ms) {
        return end_ms > own.due_ms ? own.late_per_ms * static_cast<double>(end_ms - own.due_ms)
                                   : 0.0;
    }

    HOST_DEVICE void consider(const TaskPrices& own, std::uint32_t run_ms, std::int64_t start_ms,
                              PricedStart& best) const {
        const double cost =
            sum_at(start_ms + run_ms) - sum_at(start_ms) + late_nano(own, start_ms + run_ms);
        if (cost < best.cost_nano) {
            best.cost_nano = cost;
            best.start_ms = start_ms;
        }
    }

    /// What starts cost that lie alike to boundaries k, lateness aside.
    struct ScanLine {
        const double* a;
        const double* b;
        const double* c;
        double share;
        double sign;

        [[nodiscard]] HOST_DEVICE double at(std::uint32_t k) const {
            return sign * (a[k] + (b[k] - a[k]) * share - c[k]);
        }
    };

    /// Least of: line.at(k) + late + late_per_step * (k - from), from <= k <= until, if it is below
    /// best; `at` is the first k that reaches it.
    HOST_DEVICE static bool scan(const ScanLine& line, std::uint32_t from, std::uint32_t until,
                                 double late, double late_per_step, double& best,
                                 std::uint32_t& at) {
        const double before = best;
        const auto value = [=](std::uint32_t k) {
            return line.at(k) + (late + late_per_step * static_cast<double>(
                                                            static_cast<std::int32_t>(k - from)));
        };
        double least[4] = {best, best, best, best};
        std::uint32_t k = from;
        for (; k + 3 <= until; k += 4) {
            for (std::uint32_t lane = 0; lane != 4; ++lane) {
                const double v = value(k + lane);
                least[lane] = v < least[lane] ? v : least[lane];
            }
        }
        for (; k <= until; ++k) {
            const double v = value(k);
            least[0] = v < least[0] ? v : least[0];
        }
        for (std::uint32_t lane = 0; lane != 4; ++lane) {
            best = least[lane] < best ? least[lane] : best;
        }
        if (!(best < before)) return false;
        at = from;
        while (value(at) != best) ++at;
        return true;
    }

    /// scan() over boundaries k in [from, until] of which those after the due date are late;
    /// `offset_ms` is what the end is after boundary k.
    HOST_DEVICE bool scan_late(const TaskPrices& own, const ScanLine& line, std::int64_t from,
                               std::int64_t until, std::int64_t offset_ms, double& best,
                               std::uint32_t& at) const {
        if (from > until) return false;
        std::int64_t in_time = until;
        if (own.due_ms != no_deadline_ms) {
            const std::int64_t slack_ms = own.due_ms - offset_ms;
            in_time = slack_ms < 0 ? -1 : smaller(until, slack_ms / v_.step_ms);
        }
        bool found = false;
        if (from <= in_time) {
            found = scan(line, static_cast<std::uint32_t>(from),
                         static_cast<std::uint32_t>(in_time), 0, 0, best, at);
        }
        const std::int64_t late_from = larger(from, in_time + 1);
        if (late_from <= until) {
            const double per_step = own.late_per_ms * static_cast<double>(v_.step_ms);
            const bool later =
                scan(line, static_cast<std::uint32_t>(late_from), static_cast<std::uint32_t>(until),
                     late_nano(own, late_from * v_.step_ms + offset_ms), per_step, best, at);
            found = found || later;
        }
        return found;
    }

    HOST_DEVICE PricedStart best_start(const TaskPrices& own, std::uint32_t run_ms,
                                       std::int64_t from_ms, std::int64_t until_ms,
                                       double limit) const {
        PricedStart best{limit, from_ms, 0, 0};
        consider(own, run_ms, from_ms, best);
        if (from_ms == until_ms) return best;
        consider(own, run_ms, until_ms, best);
        if (own.due_ms != no_deadline_ms && own.due_ms - run_ms > from_ms &&
            own.due_ms - run_ms < until_ms) {
            consider(own, run_ms, own.due_ms - run_ms, best);
        }
        const std::int64_t step = v_.step_ms;
        const std::int64_t whole = run_ms / step;
        const std::int64_t rest_ms = run_ms - whole * step;
        const double share = static_cast<double>(rest_ms) / static_cast<double>(step);
        std::uint32_t at = 0;
        // The start is a boundary: the end lies `share` of a step after boundary k + whole.
        if (scan_late(own, {sum_ + whole, sum_ + whole + 1, sum_, share, 1.0},
                      (from_ms + step - 1) / step, until_ms / step, run_ms, best.cost_nano, at)) {
            best.start_ms = at * step;
        }
        // The end is a boundary k: the start lies `share` of a step before boundary k - whole.
        if (rest_ms != 0) {
            const std::int64_t first_end = (from_ms + run_ms + step - 1) / step;
            const double* const shifted = sum_ - whole;
            if (scan_late(own, {shifted, shifted - 1, sum_, share, -1.0}, first_end,
                          (until_ms + run_ms) / step, 0, best.cost_nano, at)) {
                best.start_ms = at * step - run_ms;
            }
        }
        return best;
    }

    const ProblemView& p_;
    const PriceView& v_;
    double* held_;
    double* sum_;
};

}  // namespace nightwatt
