#pragma once

#include "instance/columns.hpp"
#include "instance/instance.hpp"

namespace nightwatt {

/// The schema of an instance: each visit_columns() names every column of one table in file order
/// and calls f(Column, vector&). String, index and resource columns are visited too; the value
/// ranges of index columns are checked by check.cpp, which knows what they point at.

namespace detail {
inline constexpr Column text(std::string_view name, std::string_view help) {
    return {name, "", UnitKind::Plain, Range::Finite, std::nullopt, help};
}
inline constexpr Column optional_text(std::string_view name, std::string_view help) {
    return {name, "", UnitKind::Plain, Range::Finite, 0.0, help};
}
inline constexpr Column index(std::string_view name, std::optional<double> fallback,
                              std::string_view help) {
    return {name, "", UnitKind::Plain, Range::Finite, fallback, help};
}
inline constexpr Column number(std::string_view name, std::string_view unit, Range range,
                               std::optional<double> fallback, std::string_view help) {
    return {name, unit, UnitKind::Plain, range, fallback, help};
}
inline constexpr Column instant(std::string_view name, Range range, std::optional<double> fallback,
                                std::string_view help) {
    return {name, "s", UnitKind::Instant, range, fallback, help};
}
inline constexpr Column money(std::string_view name, std::string_view unit, Range range,
                              std::optional<double> fallback, std::string_view help) {
    return {name, unit, UnitKind::Money, range, fallback, help};
}
}  // namespace detail

template <SameTable<TaskTable> T, class F>
void visit_columns(T& t, F&& f) {
    using namespace detail;
    f(text("id", "Name of the task; unique."), t.id);
    f(instant("release_s", Range::NonNegative, 0.0, "Earliest start."), t.release_s);
    f(instant("deadline_s", Range::NonNegativeOrNone, none,
              "Due date: finishing later costs tardiness_weight_per_h. NaN: none."),
      t.deadline_s);
    f(money("tardiness_weight_per_h", "h-1", Range::NonNegative, 0.0, "Price of an hour late."),
      t.tardiness_weight_per_h);
    f(number("frequency_sensitivity", "1", Range::Fraction, 1.0,
             "Share b of the runtime that scales with 1/frequency."),
      t.frequency_sensitivity);
    f(number("work", "1", Range::NonNegative, 1.0, "Units of work done, for work per kWh."),
      t.work);
    f(number("input_bytes", "byte", Range::NonNegative, 0.0, "Size of the input data."),
      t.input_bytes);
    f(index("input_site", -1.0, "Site where the input lies; -1: everywhere."), t.input_site);
    f(index("pin_server", -1.0, "Server the task must use; -1: free."), t.pin_server);
    f(index("pin_level", -1.0, "Frequency level the task must use; -1: free."), t.pin_level);
    f(instant("pin_start_s", Range::NonNegativeOrNone, none,
              "Moment at which the task must start; NaN: free."),
      t.pin_start_s);
}

template <SameTable<RuntimeTable> T, class F>
void visit_columns(T& t, F&& f) {
    using namespace detail;
    f(index("task", std::nullopt, "Row of /tasks; rows are sorted by task, class, level."), t.task);
    f(index("class_index", std::nullopt, "Row of /classes that the task may use."), t.class_index);
    f(index("level", -1.0,
            "Level the row is for; -1: top frequency, other levels follow by the formula."),
      t.level);
    f(number("runtime_s", "s", Range::Positive, std::nullopt, "Runtime."), t.runtime_s);
    f(number("power_w", "W", Range::NonNegative, 0.0, "Dynamic power while the task runs."),
      t.power_w);
}

template <SameTable<ServerTable> T, class F>
void visit_columns(T& t, F&& f) {
    using namespace detail;
    f(text("id", "Name of the server; unique."), t.id);
    f(index("class_index", std::nullopt, "Row of /classes."), t.class_index);
    f(index("site", std::nullopt, "Row of /sites."), t.site);
    f(number("idle_w", "W", Range::NonNegative, 0.0, "Power while on, beside the tasks'."),
      t.idle_w);
    f(number("sleep_w", "W", Range::NonNegative, 0.0, "Power while asleep between tasks."),
      t.sleep_w);
    f(number("wake_s", "s", Range::NonNegative, 0.0, "Time to wake or switch on."), t.wake_s);
    f(number("wake_j", "J", Range::NonNegative, 0.0, "Energy to wake or switch on."), t.wake_j);
    f(instant("open_s", Range::NonNegative, 0.0, "Start of the window of use."), t.open_s);
    f(instant("close_s", Range::NonNegativeOrNone, none,
              "End of the window of use; NaN: the horizon."),
      t.close_s);
}

template <SameTable<ClassTable> T, class F>
void visit_columns(T& t, F&& f) {
    f(detail::text("id", "Name of the server class; unique."), t.id);
}

template <SameTable<LevelTable> T, class F>
void visit_columns(T& t, F&& f) {
    using namespace detail;
    f(index("class_index", std::nullopt,
            "Row of /classes; rows are sorted by class, fastest level first."),
      t.class_index);
    f(number("relative_frequency", "1", Range::Positive, std::nullopt,
             "Frequency relative to the top; the first level of a class has 1."),
      t.relative_frequency);
    f(number("relative_power", "1", Range::NonNegative, std::nullopt,
             "Dynamic power relative to the top; the first level of a class has 1."),
      t.relative_power);
}

template <SameTable<SiteTable> T, class F>
void visit_columns(T& t, F&& f) {
    using namespace detail;
    f(text("id", "Name of the site; unique."), t.id);
    f(number("pue_overhead", "1", Range::NonNegative, 1.0,
             "Part of the PUE that does not depend on temperature: PUE = overhead + 1/COP."),
      t.pue_overhead);
    f(money("peak_price_per_kw", "kW-1", Range::NonNegative, 0.0,
            "Charge on the highest mean grid power of a slot."),
      t.peak_price_per_kw);
    f(money("soft_cap_penalty_per_kwh", "kW-1 h-1", Range::NonNegative, 0.0,
            "Price of energy above soft_cap_w."),
      t.soft_cap_penalty_per_kwh);
    f(money("heat_price_per_kwh", "kW-1 h-1", Range::NonNegative, 0.0,
            "Credit for IT heat that is used, up to heat_demand_w."),
      t.heat_price_per_kwh);
}

template <SameTable<CopTable> T, class F>
void visit_columns(T& t, F&& f) {
    using namespace detail;
    f(index("site", std::nullopt, "Row of /sites; rows are sorted by site, temperature."), t.site);
    f(number("temperature_c", "degC", Range::Finite, std::nullopt, "Outdoor temperature."),
      t.temperature_c);
    f(number("cop", "1", Range::Positive, std::nullopt, "Heat moved per energy of the cooling."),
      t.cop);
}

template <SameTable<SeriesTable> T, class F>
void visit_columns(T& t, F&& f) {
    using namespace detail;
    f(index("site", std::nullopt, "Row of /sites; rows are sorted by site, slot."), t.site);
    f(instant("start_s", Range::NonNegative, std::nullopt, "Start of the slot."), t.start_s);
    f(money("price_per_kwh", "kW-1 h-1", Range::Finite, std::nullopt,
            "Price of energy at the meter; may be negative."),
      t.price_per_kwh);
    f(number("carbon_g_per_kwh", "g kW-1 h-1", Range::NonNegative, 0.0,
             "Carbon intensity, of the kind that carbon_kind names."),
      t.carbon_g_per_kwh);
    f(number("temperature_c", "degC", Range::Finite, 20.0, "Outdoor temperature."),
      t.temperature_c);
    f(number("renewable_w", "W", Range::NonNegative, 0.0, "Renewable power at hand, free of cost."),
      t.renewable_w);
    f(number("hard_cap_w", "W", Range::NonNegativeOrNone, none,
             "Mean power at the meter that no slot may exceed; NaN: none."),
      t.hard_cap_w);
    f(number("soft_cap_w", "W", Range::NonNegativeOrNone, none,
             "Mean power above which soft_cap_penalty_per_kwh is due; NaN: none."),
      t.soft_cap_w);
    f(number("heat_demand_w", "W", Range::NonNegative, 0.0, "Heat that can be used."),
      t.heat_demand_w);
}

template <SameTable<SpreadTable> T, class F>
void visit_columns(T& t, F&& f) {
    using namespace detail;
    f(money("price_per_kwh_spread", "kW-1 h-1", Range::NonNegative, std::nullopt,
            "Of price_per_kwh."),
      t.price_per_kwh_spread);
    f(number("carbon_g_per_kwh_spread", "g kW-1 h-1", Range::NonNegative, 0.0,
             "Of carbon_g_per_kwh."),
      t.carbon_g_per_kwh_spread);
    f(number("temperature_c_spread", "K", Range::NonNegative, 0.0, "Of temperature_c."),
      t.temperature_c_spread);
    f(number("renewable_w_spread", "W", Range::NonNegative, 0.0, "Of renewable_w."),
      t.renewable_w_spread);
    f(number("heat_demand_w_spread", "W", Range::NonNegative, 0.0, "Of heat_demand_w."),
      t.heat_demand_w_spread);
}

template <SameTable<BatteryTable> T, class F>
void visit_columns(T& t, F&& f) {
    using namespace detail;
    f(index("site", std::nullopt, "Row of /sites; one battery a site."), t.site);
    f(number("capacity_wh", "W h", Range::Positive, std::nullopt, "Most energy that it holds."),
      t.capacity_wh);
    f(number("charge_w", "W", Range::NonNegative, std::nullopt,
             "Most power that it takes from the site."),
      t.charge_w);
    f(number("discharge_w", "W", Range::NonNegative, std::nullopt,
             "Most power that it gives to the site."),
      t.discharge_w);
    f(number("charge_efficiency", "1", Range::Fraction, std::nullopt,
             "Energy held by energy taken, from 0.01."),
      t.charge_efficiency);
    f(number("discharge_efficiency", "1", Range::Fraction, std::nullopt,
             "Energy given by energy that the level falls, from 0.01."),
      t.discharge_efficiency);
    f(number("start_wh", "W h", Range::NonNegative, 0.0, "Level at the start of the night."),
      t.start_wh);
    f(number("end_wh", "W h", Range::NonNegative, 0.0, "Least level at the end of the night."),
      t.end_wh);
}

template <SameTable<RequestTable> T, class F>
void visit_columns(T& t, F&& f) {
    using namespace detail;
    f(number("requested_s", "s", Range::NonNegativeOrNone, none,
             "Runtime that was asked for, a limit; NaN: none."),
      t.requested_s);
    f(text("user", "Whose task it is; empty: nobody says."), t.user);
    f(optional_text("name", "Name of the job or program, the same night after night."), t.name);
    f(optional_text("group", "Queue, quality of service or project."), t.group);
}

template <SameTable<RuntimeSpreadTable> T, class F>
void visit_columns(T& t, F&& f) {
    using namespace detail;
    f(number("factor_05", "1", Range::Positive, std::nullopt, "Exceeded by 95 %."), t.factor_05);
    f(number("factor_25", "1", Range::Positive, std::nullopt, "Exceeded by 75 %."), t.factor_25);
    f(number("factor_50", "1", Range::Positive, std::nullopt, "Exceeded by half."), t.factor_50);
    f(number("factor_75", "1", Range::Positive, std::nullopt, "Exceeded by 25 %."), t.factor_75);
    f(number("factor_95", "1", Range::Positive, std::nullopt, "Exceeded by 5 %."), t.factor_95);
}

template <SameTable<LinkTable> T, class F>
void visit_columns(T& t, F&& f) {
    using namespace detail;
    f(index("from_site", std::nullopt, "Row of /sites."), t.from_site);
    f(index("to_site", std::nullopt, "Row of /sites."), t.to_site);
    f(number("bandwidth_bytes_per_s", "byte s-1", Range::Positive, std::nullopt, "Bandwidth."),
      t.bandwidth_bytes_per_s);
    f(number("energy_j_per_byte", "J byte-1", Range::NonNegative, 0.0, "Network energy."),
      t.energy_j_per_byte);
}

/// Calls f(Column, value&) for every attribute of an instance: a number, a text or a list of texts.
/// An attribute without a fallback is required; an absent text keeps the default of Instance.
template <SameTable<Instance> I, class F>
void visit_attributes(I& i, F&& f) {
    using namespace detail;
    f(number("horizon_s", "s", Range::Positive, std::nullopt,
             "Length of the night: every task must end by then."),
      i.horizon_s);
    f(number("slot_s", "s", Range::Positive, std::nullopt,
             "Length of a slot: a whole number of milliseconds that divides the horizon."),
      i.slot_s);
    f(optional_text("epoch", "Moment of time 0, UTC, as YYYY-MM-DDThh:mm:ssZ."), i.epoch);
    f(optional_text("currency", "Currency of all money."), i.currency);
    f(optional_text("carbon_kind", "Kind of carbon intensity: average or marginal."),
      i.carbon_kind);
    f(money("carbon_price_per_kg", "kg-1", Range::NonNegative, 0.0, "Price of carbon emitted."),
      i.carbon_price_per_kg);
    f(number("energy_cap_kwh", "kW h", Range::NonNegativeOrNone, none,
             "Energy at all meters that the plan may not exceed; NaN: none."),
      i.energy_cap_kwh);
    f(money("makespan_weight_per_h", "h-1", Range::NonNegative, 0.0,
            "Price of an hour of makespan."),
      i.makespan_weight_per_h);
    f(text("resources", "Names of the one to four resources, in the order of need and capacity."),
      i.resources);
    f(optional_text("notes", "Where the data come from; what is synthetic."), i.notes);
    f(optional_text("benchmark_name", "Published benchmark that this is; empty: none."),
      i.benchmark.name);
    f(optional_text("benchmark_objective", "Objective of the benchmark: makespan or cost."),
      i.benchmark.objective);
    f(number("benchmark_scale", "1", Range::Positive, 1.0,
             "Benchmark units per unit of money, or per second of makespan."),
      i.benchmark.scale);
    f(optional_text("benchmark_formula", "The benchmark's objective in words."),
      i.benchmark.formula);
}

/// Calls f(group name, help, table) for every table of an instance. Optional tables may be absent;
/// of the others only tasks and runtimes may have no rows (an empty queue).
template <SameTable<Instance> I, class F>
void visit_tables(I& i, F&& f) {
    f("tasks", "One row a task.", i.tasks);
    f("runtimes", "Runtime and power of a task on a class: one row for each class allowed.",
      i.runtimes);
    f("servers", "One row a server.", i.servers);
    f("classes", "One row a server class.", i.classes);
    f("levels", "Frequency levels of the classes, at most 256 each; optional.", i.levels);
    f("sites", "One row a site.", i.sites);
    f("cop", "Cooling: COP by outdoor temperature; optional.", i.cop);
    f("series", "One row for each site and slot.", i.series);
    f("links", "Network between sites; optional.", i.links);
    f("spreads",
      "How uncertain forecast series are, row by row beside /series: half the width of the "
      "interval "
      "that holds 90 % of the true values; optional.",
      i.spreads);
    f("batteries", "One row a battery; optional.", i.batteries);
    f("requests",
      "Who asks for each task, row by row beside /tasks: what its runtime is predicted by; "
      "optional.",
      i.requests);
    f("runtime_spreads",
      "How uncertain predicted runtimes are, row by row beside /tasks: what a runtime may be, by "
      "the "
      "one in /runtimes; optional.",
      i.runtime_spreads);
}

/// Whether a table may be absent.
inline constexpr bool is_optional_table(std::string_view name) {
    return name == "levels" || name == "cop" || name == "links" || name == "spreads" ||
           name == "batteries" || name == "requests" || name == "runtime_spreads";
}

/// Optional tables that came later: instances without them keep the hash that their plans state.
inline constexpr bool is_later_table(std::string_view name) {
    return name == "spreads" || name == "batteries" || name == "requests" ||
           name == "runtime_spreads";
}

/// Resource columns: "need_<resource>" in /tasks and "capacity_<resource>" in /servers, whole units
/// below 2^30; absent: 0 for need, an error for capacity.
inline constexpr std::string_view need_prefix = "need_";
inline constexpr std::string_view capacity_prefix = "capacity_";
inline constexpr std::uint32_t max_resource_units = (1u << 30) - 1;

}  // namespace nightwatt
