#include "config/import_parameters.hpp"

#include <fmt/format.h>

#include "config/config_document.hpp"
#include "errors.hpp"

namespace nightwatt {

namespace {

constexpr double much = 1e12;  // far above any sensible setting, far below an overflow

void describe_trace(ParameterTable& table, TraceParameters& p) {
    table.add("trace.time_unit", p.time_unit, Text{{"s", "h"}},
              "Unit of the times in a gaia trace, which does not say it.");
    table.add("trace.cut", p.cut, Text{{"fold", "window"}},
              "How a long trace becomes one night: fold lays the days of the trace on top of each "
              "other, window takes a stretch of it.");
    table.add("trace.window_start_h", p.window_start_h, {0, 1e6}, "h",
              "With cut = window: start of the stretch since the first moment of the trace.");
    table.add("trace.fold_h", p.fold_h, {0.01, 1e6}, "h",
              "With cut = fold: length of a day; a task is released at its submit time modulo it.");
    table.add("trace.release_h", p.release_h, {0, 1e6}, "h",
              "Releases lie in the first hours of the night: folded ones are compressed to them, a "
              "window is that long.");
    table.add("trace.max_runtime_h", p.max_runtime_h, {0, 1e6}, "h",
              "Tasks with a longer runtime are left out and counted in the notes; 0 keeps all.");
    table.add(
        "trace.runtimes", p.runtimes, Text{{"measured", "requested"}},
        "Runtimes of the tasks: those that the trace measured, or what users asked for, which "
        "is all that is known on the evening before.");
    table.add("trace.misfits", p.misfits, Text{{"refuse", "drop"}},
              "Tasks that fit no server within the night: refuse the import, or drop and count "
              "them.");
    table.add(
        "trace.accelerator", p.accelerator, Text{},
        "Resource whose holders run at a class's accelerator_speed, the others at its speed.");
    table.add("trace.round_up", p.round_up,
              "Resources whose needs are rounded up to a multiple, as \"resource: units\".");
    table.add("trace.node_stride", p.node_stride, {1, 1'000'000}, "",
              "Keep every n-th node of a class only, to make a smaller and busier cluster.");
}

void describe_night(ParameterTable& table, NightParameters& p) {
    table.add("night.start", p.start, Text{},
              "Moment of time 0, with its offset from UTC, as 2023-07-04T18:00:00+02:00.");
    table.add("night.hours", p.hours, {0.01, 10'000}, "h",
              "Length of the horizon; every task must end by then.");
    table.add("night.slot_minutes", p.slot_minutes, {0.1, 1440}, "min",
              "Length of a slot; the horizon must be a whole number of slots.");
    table.add("night.currency", p.currency, Text{},
              "Currency of all money; price files must be in it.");
    table.add("night.carbon_kind", p.carbon_kind, Text{{"average", "marginal"}},
              "Kind of the carbon intensity that the carbon files hold.");
    table.add("night.carbon_column", p.carbon_column, Text{{"life-cycle", "direct"}},
              "Column of a carbon file: with or without the emissions of building the plants.");
    table.add("night.carbon_price_per_kg", p.carbon_price_per_kg, {0, 1e6}, "money/kg",
              "Price of a kilogram of CO2.");
    table.add("night.energy_cap_kwh", p.energy_cap_kwh, {0, much}, "kWh",
              "Most energy that all meters together may count; 0 sets no cap.");
}

void describe_synthetic(ParameterTable& table, SyntheticParameters& p) {
    table.add("synthetic.seed", p.seed, {0, std::int64_t{1} << 53, true}, "",
              "Seed of everything that is made up; needed as soon as anything is drawn.");
    table.add("synthetic.frequency_sensitivity_min", p.frequency_sensitivity_min, {0, 1}, "",
              "Least share of a task's runtime that scales with 1/frequency.");
    table.add("synthetic.frequency_sensitivity_max", p.frequency_sensitivity_max, {0, 1}, "",
              "Greatest share of a task's runtime that scales with 1/frequency.");
    table.add("synthetic.input_share", p.input_share, {0, 1}, "",
              "Share of the tasks that read data which lie at one site.");
    table.add("synthetic.input_gb_min", p.input_gb_min, {0, 1e6}, "GB", "Least size of such data.");
    table.add("synthetic.input_gb_max", p.input_gb_max, {0, 1e6}, "GB",
              "Greatest size of such data.");
}

void describe_deadlines(ParameterTable& table, DeadlineParameters& p) {
    table.add("deadlines.share", p.share, {0, 1}, "", "Share of the tasks that have a deadline.");
    table.add("deadlines.service_classes", p.service_classes,
              "Only tasks of these service classes (qos, queue) get deadlines; empty: all.");
    table.add("deadlines.slack_min", p.slack_min, {1, 1e6}, "",
              "Deadline = release + slack * runtime + margin: least slack.");
    table.add("deadlines.slack_max", p.slack_max, {1, 1e6}, "", "Greatest slack.");
    table.add("deadlines.margin_min_h", p.margin_min_h, {0, 1e6}, "h", "Least margin.");
    table.add("deadlines.margin_max_h", p.margin_max_h, {0, 1e6}, "h", "Greatest margin.");
    table.add("deadlines.fixed_share", p.fixed_share, {0, 1}, "",
              "Share of the tasks with a deadline that are due at one fixed moment instead, where "
              "they can meet it.");
    table.add("deadlines.fixed_at_h", p.fixed_at_h, {0, 1e6}, "h",
              "That moment, since the start of the night.");
    table.add("deadlines.weight_min_per_h", p.weight_min_per_h, {0, much}, "money/h",
              "Least price of an hour late.");
    table.add("deadlines.weight_max_per_h", p.weight_max_per_h, {0, much}, "money/h",
              "Greatest price of an hour late.");
}

void describe_slurm(ParameterTable& table, SlurmParameters& p) {
    table.add("slurm.partition", p.partition, Text{},
              "Only the jobs and nodes of this partition; empty: of all.");
    table.add("slurm.runtime_share", p.runtime_share, {0.001, 10}, "",
              "How long jobs run, as a share of their time limit; `reconcile` measures it.");
    table.add(
        "slurm.fill", p.fill, {0.1, 1}, "",
        "A queue longer than the night: jobs of the highest priority are planned that end "
        "within this share of their node's part of the night where they wait for others; the "
        "rest is left out. 1 takes most, but plans of so full a night have little to choose.");
    table.add(
        "slurm.deadlines", p.deadlines,
        "Rules for deadlines, the first that fits: \"qos=urgent: 4, 2.5\" is due 4 h after the "
        "night begins and costs 2.5 an hour late; also partition=..., or * for every job.");
    table.add("slurm.late_weight_per_h", p.late_weight_per_h, {0, 1e9}, "money/h",
              "Price of an hour late where a job says its own deadline, by sbatch --deadline or by "
              "the words deadline=2026-01-31T06:00:00Z (and late=PRICE) in its comment.");
}

}  // namespace

ParameterTable describe(ImportParameters& parameters) {
    ParameterTable table;
    describe_trace(table, parameters.trace);
    describe_night(table, parameters.night);
    describe_synthetic(table, parameters.synthetic);
    describe_deadlines(table, parameters.deadlines);
    describe_slurm(table, parameters.slurm);
    table.add("paths.series", parameters.series_folder, Text{},
              "Folder of the files that the sites name, relative to the configuration's own.");
    return table;
}

ParameterTable describe(ClassParameters& p) {
    ParameterTable table;
    table.add("name", p.name, Text{}, "Name of the class.");
    table.add("models", p.models,
              "Node models that are of this class; \"cpu-only\" is a node without a model.");
    table.add("count", p.count, {0, 10'000'000}, "",
              "Number of servers, for traces without a node list.");
    table.add("capacity", p.capacity, "Capacity of such a server, as \"resource: units\".");
    table.add("site", p.site, Text{},
              "Site of all servers of the class; empty: dealt out by the sites' shares.");
    table.add("idle_w", p.idle_w, {0, 1e6}, "W", "Idle power of a server, whatever its size.");
    table.add("idle_w_per_unit", p.idle_w_per_unit,
              "Idle power by unit of capacity, as \"resource: W\".");
    table.add("dynamic_w_per_unit", p.dynamic_w_per_unit,
              "Power of a task at top frequency by unit that it holds, as \"resource: W\".");
    table.add("sleep_to_idle", p.sleep_to_idle, {0, 1}, "",
              "Sleep power as a share of idle power.");
    table.add("wake_s", p.wake_s, {0, 86'400}, "s", "Time to wake or switch on.");
    table.add("wake_to_idle", p.wake_to_idle, {0, 1000}, "",
              "Mean power while waking as a multiple of idle power.");
    table.add("speed", p.speed, {1e-6, 1e6}, "",
              "Speed relative to the trace's servers: the runtime is divided by it.");
    table.add("accelerator_speed", p.accelerator_speed, {1e-6, 1e6}, "",
              "The same for tasks that hold the accelerator.");
    table.add("levels", p.levels,
              "Frequency levels, fastest first, as \"relative frequency: relative dynamic power\"; "
              "empty: one.");
    return table;
}

ParameterTable describe(SiteParameters& p) {
    ParameterTable table;
    table.add("name", p.name, Text{}, "Name of the site.");
    table.add("share", p.share, {0, 1e6}, "",
              "Share of the servers, relative to the other sites'.");
    table.add("price_file", p.price_file, Text{},
              "CSV with columns Datetime (UTC), Datetime (Local), Price (<currency>/MWh).");
    table.add("price_per_kwh", p.price_per_kwh, {-1000, 1000}, "money/kWh",
              "Price where there is no price_file.");
    table.add("carbon_file", p.carbon_file, Text{}, "CSV as exported by Electricity Maps, in UTC.");
    table.add("carbon_g_per_kwh", p.carbon_g_per_kwh, {0, 1e5}, "g/kWh",
              "Carbon intensity where there is no carbon_file.");
    table.add("weather_file", p.weather_file, Text{},
              "JSON of Open-Meteo with hourly temperature_2m.");
    table.add("temperature_c", p.temperature_c, {-90, 70}, "degC",
              "Outdoor temperature where there is no weather_file.");
    table.add("solar_file", p.solar_file, Text{},
              "CSV with a column time in seconds and columns of output from 0 to 1.");
    table.add("solar_column", p.solar_column, Text{}, "Column of solar_file.");
    table.add("solar_start", p.solar_start, Text{},
              "Moment that time 0 of solar_file is taken for, with its offset from UTC.");
    table.add("solar_peak_w", p.solar_peak_w, {0, much}, "W", "Power at an output of 1.");
    table.add("pue_overhead", p.pue_overhead, {0, 100}, "",
              "Part of the PUE that does not depend on temperature: PUE = overhead + 1/COP.");
    table.add(
        "cop", p.cop,
        "Points of the cooling's coefficient of performance, as \"outdoor degC: COP\"; empty: "
        "no cooling share.");
    table.add("peak_price_per_kw", p.peak_price_per_kw, {0, 1e6}, "money/kW",
              "Charge on the highest mean grid power of a slot.");
    table.add("hard_cap_w", p.hard_cap_w, {0, much}, "W",
              "Mean power that no slot may exceed; 0 sets no cap.");
    table.add("soft_cap_w", p.soft_cap_w, {0, much}, "W",
              "Mean power above which soft_cap_penalty_per_kwh is due; 0 sets no cap.");
    table.add("soft_cap_penalty_per_kwh", p.soft_cap_penalty_per_kwh, {0, 1e6}, "money/kWh",
              "Price of energy above soft_cap_w.");
    table.add("heat_demand_w", p.heat_demand_w, {0, much}, "W", "Heat that can be used.");
    table.add("heat_price_per_kwh", p.heat_price_per_kwh, {0, 1e6}, "money/kWh",
              "Credit for heat that is used.");
    return table;
}

ParameterTable describe(LinkParameters& p) {
    ParameterTable table;
    table.add("from", p.from, Text{}, "One site.");
    table.add("to", p.to, Text{}, "The other site; data go both ways.");
    table.add("gigabit_per_s", p.gigabit_per_s, {1e-9, 1e9}, "Gbit/s", "Bandwidth.");
    table.add("energy_j_per_byte", p.energy_j_per_byte, {0, 1}, "J/byte",
              "Energy of the network for a byte.");
    return table;
}

void apply(ConfigDocument& document, ImportParameters& parameters) {
    document.apply(describe(parameters));
    const auto entry_of = [](auto& entries) {
        return [&entries](std::size_t) { return describe(entries.emplace_back()); };
    };
    document.apply_array("class", entry_of(parameters.classes));
    document.apply_array("site", entry_of(parameters.sites));
    document.apply_array("link", entry_of(parameters.links));
    parameters.series_folder =
        document.resolve_path(parameters.series_folder.empty() ? "." : parameters.series_folder);
}

void check_together(const ImportParameters& parameters) {
    std::vector<std::string> problems;
    const auto ordered = [&](const char* name, double least, double greatest) {
        if (least > greatest)
            problems.push_back(fmt::format("{}: the least value {} is above the greatest {}", name,
                                           least, greatest));
    };
    const SyntheticParameters& made = parameters.synthetic;
    const DeadlineParameters& due = parameters.deadlines;
    ordered("synthetic.frequency_sensitivity", made.frequency_sensitivity_min,
            made.frequency_sensitivity_max);
    ordered("synthetic.input_gb", made.input_gb_min, made.input_gb_max);
    ordered("deadlines.slack", due.slack_min, due.slack_max);
    ordered("deadlines.margin_h", due.margin_min_h, due.margin_max_h);
    ordered("deadlines.weight_per_h", due.weight_min_per_h, due.weight_max_per_h);
    const bool draws = due.share > 0 || made.input_share > 0 ||
                       made.frequency_sensitivity_min < made.frequency_sensitivity_max;
    if (draws && made.seed == automatic_value)
        problems.push_back(
            "synthetic.seed is missing: deadlines, inputs or frequency "
            "sensitivities are to be drawn, and there is no default seed");
    if (!problems.empty()) throw UsageError(std::move(problems));
}

}  // namespace nightwatt
