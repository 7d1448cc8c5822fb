#pragma once

#include "instance/account.hpp"
#include "instance/columns.hpp"

namespace nightwatt {

/// The fields of an account, each with its name, unit and meaning: the plan file, the text report
/// and the JSON output all read these rows. f(Column, value&), value a double or an int64.

namespace detail {
inline constexpr Column account_money(std::string_view name, std::string_view help) {
    return {name, "1", UnitKind::Money, Range::Finite, std::nullopt, help};
}
/// Columns that plan files of before do not have.
inline constexpr Column with_fallback(Column column, double fallback) {
    column.fallback = fallback;
    return column;
}
inline constexpr Column account_number(std::string_view name, std::string_view unit,
                                       std::string_view help) {
    return {name, unit, UnitKind::Plain, Range::Finite, std::nullopt, help};
}
}  // namespace detail

template <SameTable<Totals> T, class F>
void visit_totals(T& t, F&& f) {
    using detail::account_money;
    using detail::account_number;
    using detail::with_fallback;
    f(account_money("cost", "Sum of all costs, less the heat credit."), t.cost);
    f(account_money("energy_cost", "Grid energy with its carbon."), t.energy_cost);
    f(account_money("tardiness_cost", "Missed deadlines."), t.tardiness_cost);
    f(account_money("transfer_cost", "Moving input data between sites."), t.transfer_cost);
    f(account_money("soft_cap_cost", "Energy above the soft power cap."), t.soft_cap_cost);
    f(account_money("peak_cost", "Peak-demand charge."), t.peak_cost);
    f(account_money("makespan_cost", "Weight of the makespan."), t.makespan_cost);
    f(with_fallback(account_money("change_cost", "Tasks moved from the published plan."), 0),
      t.change_cost);
    f(account_money("heat_credit", "Credit for heat used; lowers the cost."), t.heat_credit);
    f(account_number("energy_kwh", "kW h",
                     "Energy of servers and cooling, whatever its source; no transfers."),
      t.energy_kwh);
    f(account_number("it_energy_kwh", "kW h", "IT energy, before cooling and overhead."),
      t.it_energy_kwh);
    f(account_number("dynamic_kwh", "kW h", "IT energy of running tasks."), t.dynamic_kwh);
    f(account_number("idle_kwh", "kW h", "IT energy of servers on, beside the tasks'."),
      t.idle_kwh);
    f(account_number("sleep_kwh", "kW h", "IT energy of servers asleep."), t.sleep_kwh);
    f(account_number("wake_kwh", "kW h", "IT energy of waking and switching on."), t.wake_kwh);
    f(account_number("transfer_kwh", "kW h", "Energy of transfers in the network."),
      t.transfer_kwh);
    f(account_number("renewable_kwh", "kW h", "Renewable energy used."), t.renewable_kwh);
    f(account_number("renewable_available_kwh", "kW h", "Renewable energy at hand."),
      t.renewable_available_kwh);
    f(with_fallback(account_number("battery_charge_kwh", "kW h", "Energy given to batteries."), 0),
      t.battery_charge_kwh);
    f(with_fallback(account_number("battery_discharge_kwh", "kW h", "Energy offered by batteries."),
                    0),
      t.battery_discharge_kwh);
    f(with_fallback(account_number("battery_loss_kwh", "kW h",
                                   "Energy lost in batteries, or offered by them beyond the need."),
                    0),
      t.battery_loss_kwh);
    f(with_fallback(account_number("battery_unneeded_kwh", "kW h",
                                   "Energy offered by batteries beyond the need, of that loss."),
                    0),
      t.battery_unneeded_kwh);
    f(account_number("heat_kwh", "kW h", "Heat used."), t.heat_kwh);
    f(account_number("carbon_kg", "kg", "Carbon dioxide of the grid energy."), t.carbon_kg);
    f(account_number("peak_kw", "kW", "Sum over sites of the highest mean grid power of a slot."),
      t.peak_kw);
    f(account_number("tardiness_h", "h", "Sum over tasks of the time past the deadline."),
      t.tardiness_h);
    f(account_number("late_tasks", "1", "Tasks that end after their deadline."), t.late_tasks);
    f(with_fallback(account_number("changed_tasks", "1", "Tasks moved from the published plan."),
                    0),
      t.changed_tasks);
    f(account_number("makespan_s", "s", "Last end of a task."), t.makespan_s);
    f(account_number("work", "1", "Units of work done."), t.work);
    f(account_number("servers_used", "1", "Servers that run a task."), t.servers_used);
}

template <SameTable<SiteSlot> T, class F>
void visit_site_slot(T& t, F&& f) {
    using detail::account_money;
    using detail::account_number;
    using detail::with_fallback;
    f(account_number("power_w", "W", "Mean power that servers and cooling need."), t.power_w);
    f(account_number("renewable_w", "W", "Mean renewable power used."), t.renewable_w);
    f(account_money("cost", "Of grid energy, soft cap and heat; not the peak charge."), t.cost);
    f(account_number("carbon_kg", "kg", "Carbon dioxide of the grid energy."), t.carbon_kg);
    f(account_number("pue", "1", "Meter energy per IT energy."), t.pue);
    f(Column{"rate_per_kwh", "kW-1 h-1", UnitKind::Money, Range::Finite, std::nullopt,
             "Price of IT energy: PUE * (price + carbon price * intensity)."},
      t.rate_per_kwh);
    f(with_fallback(account_number("battery_charge_w", "W", "Mean power given to the battery."), 0),
      t.battery_charge_w);
    f(with_fallback(
          account_number("battery_discharge_w", "W", "Mean power offered by the battery."), 0),
      t.battery_discharge_w);
    f(with_fallback(
          account_number("battery_level_wh", "W h", "Level of the battery at the end of the slot."),
          0),
      t.battery_level_wh);
}

template <SameTable<TaskAccount> T, class F>
void visit_task_account(T& t, F&& f) {
    using detail::account_money;
    using detail::account_number;
    f(account_number("energy_kwh", "kW h", "Dynamic energy of the task at the meter."),
      t.energy_kwh);
    f(account_money("energy_cost", "That energy at the site's rate, before renewable power."),
      t.energy_cost);
    f(account_money("tardiness_cost", "Price of the lateness."), t.tardiness_cost);
    f(account_money("transfer_cost", "Moving the task's input."), t.transfer_cost);
    f(detail::with_fallback(
          account_money("change_cost", "Penalty for being moved from the published plan."), 0),
      t.change_cost);
    f(account_number("lateness_s", "s", "Time past the deadline; 0: in time."), t.lateness_s);
}

}  // namespace nightwatt
