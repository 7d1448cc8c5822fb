#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "errors.hpp"
#include "problem/problem_builder.hpp"

namespace nightwatt {

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

    double dynamic_uj = 0;
    double power_mw = 0;
    double run_ms = 0;
    double latest_ready_ms = 0;
    double tardiness_nano = 0;
    double transfer_nano = 0;
    for (std::size_t j = 0; j < view.task_count; ++j) {
        double task_uj = 0;
        double task_mw = 0;
        double task_ms = 0;
        for (std::size_t m = 0; m < view.mode_count; ++m) {
            const ModeOption& option = view.options[j * view.mode_count + m];
            if (option.run_ms == forbidden_run_ms) continue;
            task_uj = std::max(task_uj, double(option.run_ms) * option.power_mw);
            task_mw = std::max(task_mw, double(option.power_mw));
            task_ms = std::max(task_ms, double(option.run_ms));
        }
        dynamic_uj += task_uj;
        power_mw += task_mw;
        run_ms += task_ms;
        latest_ready_ms = std::max(latest_ready_ms, double(view.tasks[j].release_ms));
        const TaskFacts& task = view.tasks[j];
        if (task.deadline_ms != no_deadline_ms) {
            tardiness_nano += per_ms(task.tardiness_weight) *
                              std::max(0.0, horizon_ms - double(task.deadline_ms));
        }
        for (std::size_t s = 0; view.ready_ms != nullptr && s < view.site_count; ++s) {
            const std::size_t cell = j * view.site_count + s;
            if (view.ready_ms[cell] == unreachable_ms) continue;
            latest_ready_ms = std::max(latest_ready_ms, double(view.ready_ms[cell]));
            transfer_nano += std::fabs(double(view.transfer_nano[cell]));
        }
    }
    double idle_mw = 0;
    double wake_uj = 0;
    double first_start_ms = 0;
    for (std::size_t i = 0; i < view.server_count; ++i) {
        const ServerFacts& s = view.servers[i];
        idle_mw += double(s.idle_mw) + s.sleep_mw;
        wake_uj = std::max(wake_uj, double(s.wake_uj));
        first_start_ms = std::max(first_start_ms, double(s.first_start_ms));
    }
    const double wakes_uj = wake_uj * (double(view.task_count) + view.server_count);
    double battery_mw_ms = 0;
    for (std::size_t row = 0; row < problem_.pue_.size(); ++row) {
        const Battery& battery = problem_.batteries_[row / view.slot_count];
        // A PUE below 1 makes more IT energy of what a battery gives.
        const double least_pue = std::min(problem_.pue_[row], 1.0);
        if (!battery.exists()) continue;
        battery_mw_ms += double(std::max(battery.charge_mw, battery.discharge_mw)) / least_pue *
                         double(view.slot_ms);
    }
    const double energy_uj = dynamic_uj + idle_mw * horizon_ms + wakes_uj + battery_mw_ms;

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
    problem_.worst_cost_nano_ = energy_uj * (2 * rate + extra_rate) + tardiness_nano +
                                transfer_nano + makespan_nano + change_nano + roundings;
    const double latest_ms = std::max({horizon_ms, latest_ready_ms, first_start_ms}) + run_ms;

    std::vector<std::string> problems;
    const auto bound = [&](const char* what, double value, double most, const char* advice) {
        if (value < most) return;
        problems.push_back(fmt::format("worst case of {} is {:.3g}, above the planner's {:.3g}: {}",
                                       what, value, most, advice));
    };
    bound("the cost, in 1e-9 of the currency", problem_.worst_cost_nano_, limit,
          "quote money in a larger unit, or shorten the horizon");
    bound("the energy, in microjoules",
          std::max(energy_uj * pue, 2 * power_mw * double(view.slot_ms)), 2 * limit,
          "split the instance by site, or shorten the horizon");
    bound("time, in milliseconds",
          std::max(latest_ms + horizon_ms * (double(view.server_count) + view.task_count), run_ms),
          limit, "shorten the horizon or the runtimes");
    bound("the last end, in milliseconds, times the tasks that a server can run at once",
          std::ldexp(latest_ms, static_cast<int>(view.running_bits)), 4 * limit,
          "shorten the runtimes, or give the instance smaller servers");
    if (!problems.empty()) throw InputError(problems);
}

}  // namespace nightwatt
