#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "errors.hpp"
#include "kernels/problem_access.hpp"
#include "problem/problem_builder.hpp"

namespace nightwatt {

namespace {

/// Sums over tasks, each in its worst mode, and greatest values.
struct TaskSums {
    double dynamic_uj = 0;
    double power_mw = 0;
    double run_ms = 0;
    double latest_ready_ms = 0;
    double tardiness_nano = 0;
    double transfer_nano = 0;
};

TaskSums sum_tasks(const ProblemView& p) {
    TaskSums sum;
    for (std::uint32_t j = 0; j < p.task_count; ++j) {
        double task_uj = 0;
        double task_mw = 0;
        double task_ms = 0;
        for (std::uint32_t m = 0; m < p.mode_count; ++m) {
            const ModeOption& option = option_of(p, j, m);
            if (option.run_ms == forbidden_run_ms) continue;
            task_uj = std::max(task_uj, double(option.run_ms) * option.power_mw);
            task_mw = std::max(task_mw, double(option.power_mw));
            task_ms = std::max(task_ms, double(option.run_ms));
        }
        sum.dynamic_uj += task_uj;
        sum.power_mw += task_mw;
        sum.run_ms += task_ms;
        const TaskFacts& task = p.tasks[j];
        sum.latest_ready_ms = std::max(sum.latest_ready_ms, double(task.release_ms));
        if (task.deadline_ms != no_deadline_ms) {
            sum.tardiness_nano += per_ms(task.tardiness_weight) *
                                  std::max(0.0, double(p.horizon_ms) - double(task.deadline_ms));
        }
        for (std::uint32_t s = 0; p.ready_ms != nullptr && s < p.site_count; ++s) {
            const std::size_t cell = std::size_t{j} * p.site_count + s;
            if (p.ready_ms[cell] == unreachable_ms) continue;
            sum.latest_ready_ms = std::max(sum.latest_ready_ms, double(p.ready_ms[cell]));
            sum.transfer_nano += std::fabs(double(p.transfer_nano[cell]));
        }
    }
    return sum;
}

struct ServerSums {
    double idle_mw = 0;
    double wake_uj = 0;         ///< the greatest
    double first_start_ms = 0;  ///< the latest
};

ServerSums sum_servers(const ProblemView& p) {
    ServerSums sum;
    for (std::uint32_t i = 0; i < p.server_count; ++i) {
        const ServerFacts& s = p.servers[i];
        sum.idle_mw += double(s.idle_mw) + s.sleep_mw;
        sum.wake_uj = std::max(sum.wake_uj, double(s.wake_uj));
        sum.first_start_ms = std::max(sum.first_start_ms, double(s.first_start_ms));
    }
    return sum;
}

/// IT energy that batteries can give or take.
double battery_uj(const Problem& problem) {
    const ProblemView p = problem.view();
    double sum_uj = 0;
    for (std::size_t row = 0; row < problem.pue().size(); ++row) {
        const Battery& battery = problem.batteries()[row / p.slot_count];
        // A PUE below 1 makes more IT energy of what a battery gives.
        const double least_pue = std::min(problem.pue()[row], 1.0);
        if (!battery.exists()) continue;
        sum_uj += double(std::max(battery.charge_mw, battery.discharge_mw)) / least_pue *
                  double(p.slot_ms);
    }
    return sum_uj;
}

}  // namespace

/// Bounds every sum that an evaluation can form, feasible or not, and refuses the input unless all
/// stay below 2^61, energy below 2^62: then no int64 sum overflows, in any order, nor does the
/// difference of two; energy is never negative. Times in costs are clamped to the horizon by the
/// evaluation itself, so the horizon bounds them. The bounds are doubles whose error (a few units
/// in 2^53) is far below the factor of 2 kept in hand.
void ProblemBuilder::prove_no_overflow() {
    const ProblemView view = problem_.view();
    const auto horizon_ms = static_cast<double>(view.horizon_ms);
    const double rate_unit = std::ldexp(1.0, rate_shift);
    const double limit = std::ldexp(1.0, 61);
    const TaskSums tasks = sum_tasks(view);
    const ServerSums servers = sum_servers(view);
    const double wakes_uj = servers.wake_uj * (double(view.task_count) + view.server_count);
    const double energy_uj =
        tasks.dynamic_uj + servers.idle_mw * horizon_ms + wakes_uj + battery_uj(problem_);

    double rate = 0;
    double pue = 1;
    double extra_rate = 0;
    for (const TariffSlot& slot : problem_.tariff_) {
        rate = std::max(rate, std::fabs(double(slot.rate)) / rate_unit);
    }
    for (const SlotLimits& slot : problem_.limits_) {
        pue = std::max(pue, double(slot.pue) / rate_unit);
        extra_rate = std::max(extra_rate, (double(slot.soft_rate) + double(slot.heat_rate) +
                                           double(slot.peak_rate) * view.slot_count) /
                                              rate_unit);
    }

    // One unit for each rounding: at most six amounts of money a task, six a server, six a slot.
    const double roundings = 6.0 * (double(view.task_count) + view.server_count +
                                    double(view.site_count) * view.slot_count);
    const double makespan_nano = per_ms(view.makespan_weight) * horizon_ms;
    const double change_nano =
        double(view.change_penalty_nano) * double(problem_.published_.size());
    problem_.worst_cost_nano_ = energy_uj * (2 * rate + extra_rate) + tasks.tardiness_nano +
                                tasks.transfer_nano + makespan_nano + change_nano + roundings;
    const double latest_ms =
        std::max({horizon_ms, tasks.latest_ready_ms, servers.first_start_ms}) + tasks.run_ms;

    std::vector<std::string> problems;
    const auto bound = [&](const char* what, double value, double most, const char* advice) {
        if (value < most) return;
        problems.push_back(fmt::format("worst case of {} is {:.3g}, above the planner's {:.3g}: {}",
                                       what, value, most, advice));
    };
    bound("the cost, in 1e-9 of the currency", problem_.worst_cost_nano_, limit,
          "quote money in a larger unit, or shorten the horizon");
    bound("the energy, in microjoules",
          std::max(energy_uj * pue, 2 * tasks.power_mw * double(view.slot_ms)), 2 * limit,
          "split the instance by site, or shorten the horizon");
    bound("time, in milliseconds",
          std::max(latest_ms + horizon_ms * (double(view.server_count) + view.task_count),
                   tasks.run_ms),
          limit, "shorten the horizon or the runtimes");
    bound("the last end, in milliseconds, times the tasks that a server can run at once",
          std::ldexp(latest_ms, static_cast<int>(view.running_bits)), 4 * limit,
          "shorten the runtimes, or give the instance smaller servers");
    if (!problems.empty()) throw InputError(problems);
}

}  // namespace nightwatt
