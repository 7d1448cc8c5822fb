#pragma once

#include <string>
#include <string_view>

namespace nightwatt {

/// How tables.hpp reads in CSV: one file a table, named after it, with the columns of the schema;
/// but a column that holds row numbers of another table holds that table's ids here (empty: none),
/// and class_index is written "class". An empty field is the column's default ("none" for NaN).
/// instance.csv holds the attributes, one "key,value" a row; a key "note" may stand often.

/// The table whose rows an index column names.
enum class CsvReference { None, Tasks, Servers, Classes, Sites };

[[nodiscard]] inline CsvReference csv_reference(std::string_view column) {
    if (column == "task") return CsvReference::Tasks;
    if (column == "class_index") return CsvReference::Classes;
    if (column == "pin_server") return CsvReference::Servers;
    if (column == "site" || column == "input_site" || column == "from_site" || column == "to_site")
        return CsvReference::Sites;
    return CsvReference::None;
}

[[nodiscard]] inline std::string csv_name(std::string_view column) {
    return column == "class_index" ? "class" : std::string(column);
}

/// Columns of tasks.csv that stand for a runtimes.csv: the task may use every class that can hold
/// it, with this runtime and dynamic power.
inline constexpr std::string_view csv_task_runtime = "runtime_s";
inline constexpr std::string_view csv_task_power = "power_w";

/// Calls f(key, member) for every single-valued attribute in instance.csv.
template <class I, class F>
void visit_csv_attributes(I& instance, F&& f) {
    f("horizon_s", instance.horizon_s);
    f("slot_s", instance.slot_s);
    f("epoch", instance.epoch);
    f("currency", instance.currency);
    f("carbon_kind", instance.carbon_kind);
    f("carbon_price_per_kg", instance.carbon_price_per_kg);
    f("energy_cap_kwh", instance.energy_cap_kwh);
    f("makespan_weight_per_h", instance.makespan_weight_per_h);
    f("benchmark_name", instance.benchmark.name);
    f("benchmark_objective", instance.benchmark.objective);
    f("benchmark_scale", instance.benchmark.scale);
    f("benchmark_formula", instance.benchmark.formula);
}

}  // namespace nightwatt
