#include <algorithm>
#include <numeric>
#include <vector>

#include "bound/tiny_night.hpp"
#include "kernels/evaluate.hpp"

namespace nightwatt {

namespace {

/// What a task may do.
struct Choice {
    std::uint32_t server;
    std::uint32_t level;
    std::int64_t hold_ms;
};

/// One choice a task, and the order in which tasks that share a server stand in its sequence.
struct TinyPlan {
    std::vector<std::uint32_t> choice;  // [task]
    std::vector<std::uint32_t> order;   // [place]: task
};

/// Reads what a task may do from the arrays: it checks those who ask kernels/problem_access.hpp.
class TinyPlans {
  public:
    explicit TinyPlans(const Problem& problem)
        : problem_(problem),
          p_(problem.view()),
          items_(p_.task_count),
          running_(RunningSet::scratch_size(p_.max_running)),
          edge_(std::size_t{p_.site_count} * p_.slot_count),
          step_(edge_.size()) {
        for (std::uint32_t j = 0; j < p_.task_count; ++j) choices_.push_back(choices_of(j));
    }

    [[nodiscard]] bool none() const {
        return std::any_of(choices_.begin(), choices_.end(),
                           [](const auto& choices) { return choices.empty(); });
    }
    [[nodiscard]] double count() const {
        double product = 1;
        for (std::uint32_t j = 0; j < p_.task_count; ++j) {
            product *= static_cast<double>(choices_[j].size()) * (j + 1);
        }
        return product;
    }

    Score least_of_all() {
        TinyPlan plan = first();
        Score least = evaluate(plan);
        do {
            std::fill(plan.choice.begin(), plan.choice.end(), 0);
            std::uint32_t j = 0;
            while (j < p_.task_count) {
                least = std::min(least, evaluate(plan));
                for (j = 0; j < p_.task_count; ++j) {
                    if (++plan.choice[j] < choices_[j].size()) break;
                    plan.choice[j] = 0;
                }
            }
        } while (std::next_permutation(plan.order.begin(), plan.order.end()));
        return least;
    }

    Score descend(TinyDice& dice) {
        TinyPlan plan = first();
        for (std::uint32_t j = 0; j < p_.task_count; ++j) {
            plan.choice[j] = static_cast<std::uint32_t>(
                dice.between(0, static_cast<int>(choices_[j].size()) - 1));
        }
        Score least = evaluate(plan);
        for (bool better = true; better;) {
            better = false;
            for (std::uint32_t j = 0; j < p_.task_count; ++j) {
                TinyPlan trial = plan;
                std::sort(trial.order.begin(), trial.order.end());
                do {
                    for (std::uint32_t c = 0; c < choices_[j].size(); ++c) {
                        trial.choice[j] = c;
                        const Score score = evaluate(trial);
                        if (!(score < least)) continue;
                        least = score;
                        plan = trial;
                        better = true;
                    }
                } while (std::next_permutation(trial.order.begin(), trial.order.end()));
            }
        }
        return least;
    }

  private:
    TinyPlan first() const {
        TinyPlan plan{std::vector<std::uint32_t>(p_.task_count, 0),
                      std::vector<std::uint32_t>(p_.task_count)};
        std::iota(plan.order.begin(), plan.order.end(), 0u);
        return plan;
    }

    std::vector<Choice> choices_of(std::uint32_t j) const {
        std::vector<Choice> choices;
        for (std::uint32_t k = p_.profile_first[p_.profile[j]];
             k != p_.profile_first[p_.profile[j] + 1]; ++k) {
            const std::uint32_t i = p_.profile_servers[k];
            const ServerFacts& s = p_.servers[i];
            for (std::uint32_t level = 0; level < s.levels; ++level) {
                const std::uint32_t run_ms = option_of(p_, s, j, level).run_ms;
                if (run_ms == forbidden_run_ms) continue;
                if (p_.pin_level != nullptr && p_.pin_level[j] >= 0 &&
                    p_.pin_level[j] != static_cast<std::int32_t>(level)) {
                    continue;
                }
                for (const std::int64_t hold_ms : holds(j, s, run_ms)) {
                    choices.push_back({i, level, hold_ms});
                }
            }
        }
        return choices;
    }

    std::vector<std::int64_t> holds(std::uint32_t j, const ServerFacts& s,
                                    std::int64_t run_ms) const {
        if (p_.pin_start_ms != nullptr && p_.pin_start_ms[j] >= 0) return {p_.pin_start_ms[j]};
        const std::int64_t from_ms = larger(s.first_start_ms, ready_at(p_, j, s.site));
        std::vector<std::int64_t> holds{from_ms};
        const auto add = [&](std::int64_t t_ms) {
            if (t_ms > from_ms && t_ms + run_ms <= s.close_ms) holds.push_back(t_ms);
        };
        for (std::int64_t t_ms = 0; t_ms <= p_.horizon_ms; t_ms += p_.slot_ms) {
            add(t_ms);
            add(t_ms - run_ms);
            add(t_ms + s.wake_ms);
        }
        if (p_.tasks[j].deadline_ms != no_deadline_ms) add(p_.tasks[j].deadline_ms - run_ms);
        std::sort(holds.begin(), holds.end());
        holds.erase(std::unique(holds.begin(), holds.end()), holds.end());
        return holds;
    }

    Score evaluate(const TinyPlan& plan) {
        std::fill(edge_.begin(), edge_.end(), 0);
        std::fill(step_.begin(), step_.end(), 0);
        ServerScore servers;
        for (std::uint32_t i = 0; i < p_.server_count; ++i) {
            std::uint32_t count = 0;
            for (const std::uint32_t j : plan.order) {
                const Choice& choice = choices_[j][plan.choice[j]];
                if (choice.server != i) continue;
                items_[count] = {0, choice.hold_ms, j, count, choice.level};
                ++count;
            }
            if (count == 0) continue;
            const std::size_t row = std::size_t{p_.servers[i].site} * p_.slot_count;
            MeterSink sink(p_, {edge_.data() + row, step_.data() + row}, 1);
            add_server(servers, walk_server(p_, i, {items_.data(), count}, running_.data(), sink));
        }
        if (!problem_.batteries().empty()) dispatch();
        SiteScore sites;
        for (std::uint32_t site = 0; p_.coupled && site < p_.site_count; ++site) {
            const std::size_t row = std::size_t{site} * p_.slot_count;
            add_site(sites,
                     score_site(p_, site, SlotMeter{edge_.data() + row, step_.data() + row}));
        }
        return plan_score(p_, servers, sites);
    }

    /// The cheapest one for what the servers draw: tests/battery holds it against the linear
    /// programme.
    void dispatch() {
        std::vector<std::int64_t> energy_uj = edge_;
        for (std::size_t row = 0; row < energy_uj.size(); row += p_.slot_count) {
            std::int64_t power_mw = 0;
            for (std::size_t at = row; at < row + p_.slot_count; ++at) {
                power_mw += step_[at];
                energy_uj[at] += power_mw * p_.slot_ms;
            }
        }
        problem_.limits_under(problem_.cheapest_dispatch_mw(energy_uj), limits_);
        p_.limits = limits_.data();
    }

    const Problem& problem_;
    ProblemView p_;
    std::vector<SlotLimits> limits_;
    std::vector<std::vector<Choice>> choices_;
    std::vector<SequenceItem> items_;
    std::vector<RunningTask> running_;
    std::vector<std::int64_t> edge_;
    std::vector<std::int64_t> step_;
};

}  // namespace

std::int64_t least_tiny_cost_nano(const Problem& problem, std::uint64_t seed) {
    constexpr double most_plans = 4000;
    constexpr int descents = 3;
    TinyPlans plans(problem);
    if (plans.none()) return INT64_MAX;
    Score least;
    if (plans.count() <= most_plans) {
        least = plans.least_of_all();
    } else {
        TinyDice dice(seed);
        least = plans.descend(dice);
        for (int i = 1; i < descents; ++i) least = std::min(least, plans.descend(dice));
    }
    return least.violation == 0 ? least.cost_nano : INT64_MAX;
}

}  // namespace nightwatt
