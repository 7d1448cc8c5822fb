#include "tests/io/schema_rows.hpp"

#include <fmt/format.h>

#include <cmath>
#include <type_traits>

#include "forecast/history_tables.hpp"
#include "instance/account_fields.hpp"
#include "instance/check_ranges.hpp"
#include "instance/tables.hpp"
#include "io/backtest_schema.hpp"
#include "io/front_schema.hpp"
#include "io/plan_attributes.hpp"
#include "io/plan_schema.hpp"

namespace nightwatt {

namespace {

template <class T>
struct Element {
    using Type = T;
};
template <class T>
struct Element<std::vector<T>> {
    using Type = T;
};

template <class Value>
std::string type_name() {
    using Type = typename Element<Value>::Type;
    if constexpr (std::is_same_v<Type, std::string>) return "text";
    if constexpr (std::is_same_v<Type, double>) return "float64";
    if constexpr (std::is_same_v<Type, std::int32_t>) return "int32";
    if constexpr (std::is_same_v<Type, std::int64_t>) return "int64";
    if constexpr (std::is_same_v<Type, std::uint64_t>) return "uint64";
    return "?";
}

std::string unit_text(const Column& column) {
    if (column.kind == UnitKind::Instant) return "instant";
    if (column.kind == UnitKind::Plain) return std::string(column.unit);
    return column.unit == "1" ? "money" : "money " + std::string(column.unit);
}

std::string default_text(const Column& column, bool is_text) {
    if (!column.fallback) return "required";
    if (is_text) return "optional";
    return std::isnan(*column.fallback) ? "NaN" : fmt::format("{}", *column.fallback);
}

template <class Value>
std::string row(const Column& column, const Value&) {
    const std::string type = type_name<Value>();
    return fmt::format("| `{}` | {} | {} | {} | {} | {} |", column.name, type, unit_text(column),
                       type == "float64" ? range_text(column.range) : "",
                       default_text(column, type == "text"), column.help);
}

using Rows = std::vector<std::string>;

auto add_to(Rows& rows) {
    return [&rows](const Column& column, const auto& value) { rows.push_back(row(column, value)); };
}

const std::vector<std::int32_t> whole;
const std::vector<double> real;
const std::vector<std::string> text;

Rows plan_tasks() {
    using namespace plan_schema;
    Rows rows{row(task_id, text),          row(server, whole),
              row(position, whole),        row(level, whole),
              row(start_s, real),          row(end_s, real),
              row(hold_s, real),           row(published_server, whole),
              row(published_level, whole), row(published_start_s, real)};
    const TaskAccount account;
    visit_task_account(account, add_to(rows));
    return rows;
}

Rows plan_site_slots() {
    Rows rows{row(plan_schema::slot_site, whole), row(plan_schema::slot_start_s, real)};
    const SiteSlot slot;
    visit_site_slot(slot, add_to(rows));
    return rows;
}

Rows plan_totals() {
    using namespace plan_schema;
    Rows rows{row(rule, text), row(note, text), row(feasible, whole)};
    const Totals totals;
    visit_totals(totals, add_to(rows));
    return rows;
}

Rows plan_root() {
    Rows rows;
    for (const Column& column :
         {plan_schema::instance_hash, plan_schema::plan_hash, plan_schema::published_plan_hash,
          plan_schema::epoch, plan_schema::currency}) {
        rows.push_back(row(column, std::string()));
    }
    const PlanRecord record;
    visit_plan_attributes(record, add_to(rows));
    return rows;
}

Rows front_root() {
    Rows rows;
    for (const Column& column :
         {plan_schema::instance_hash, plan_schema::epoch, plan_schema::currency}) {
        rows.push_back(row(column, std::string()));
    }
    const FrontRecord record;
    visit_front_attributes(record, add_to(rows));
    return rows;
}

}  // namespace

std::map<std::string, std::vector<std::string>> schema_rows() {
    using namespace plan_schema;
    std::map<std::string, Rows> sections;
    const Instance instance;
    visit_attributes(instance, add_to(sections["Instance: attributes"]));
    visit_tables(instance, [&](std::string_view name, std::string_view, const auto& table) {
        visit_columns(table, add_to(sections[fmt::format("Instance: `/{}`", name)]));
    });
    sections["Plan: attributes"] = plan_root();
    sections["Plan: `/tasks`"] = plan_tasks();
    sections["Plan: `/sleeps`"] = {row(sleep_server, whole), row(sleep_start_s, real),
                                   row(sleep_end_s, real)};
    sections["Plan: `/site_slots`"] = plan_site_slots();
    sections["Plan: `/totals`"] = plan_totals();
    sections["Plan: `/generations`"] = {row(generation, std::int64_t{}),
                                        row(population_hash, std::uint64_t{}), row(best_cost, real),
                                        row(seconds, real), row(threshold_nano, std::int64_t{})};
    sections["Plan: `/bounds`"] = {row(bound_step, std::int64_t{}), row(bound_value, real),
                                   row(bound_seconds, real)};
    sections["Plan: `/servers`"] = {row(server_id, text), row(server_site, whole)};
    sections["Plan: `/sites`"] = {row(site_id, text)};
    sections["Front: attributes"] = front_root();
    sections["Front: `/points`"] = {
        row(front_schema::energy, real), row(front_schema::tardiness_cost, real),
        row(front_schema::makespan_s, real), row(front_schema::cost, real),
        row(front_schema::plan_hash, std::uint64_t{})};
    sections["Front: `/plans`"] = {
        row(front_schema::point, whole),  row(front_schema::task, whole),
        row(front_schema::server, whole), row(front_schema::position, whole),
        row(front_schema::level, whole),  row(front_schema::start_s, real),
        row(front_schema::end_s, real)};
    const History history;
    visit_attributes(history, add_to(sections["History: attributes"]));
    const HistorySeriesTable series;
    visit_columns(series, add_to(sections["History: `/series`"]));
    const HistoryValueTable values;
    visit_columns(values, add_to(sections["History: `/history`"]));
    visit_columns(history.jobs, add_to(sections["History: `/jobs`"]));
    const JobNeedTable needs;
    visit_columns(needs, add_to(sections["History: `/job_needs`"]));
    namespace backtest = backtest_schema;
    sections["Backtest: attributes"] = {row(backtest::horizon, std::int64_t{}),
                                        row(backtest::coverage, real),
                                        row(backtest::configuration, text)};
    sections["Backtest: `/series`"] = {row(backtest::id, text),
                                       row(backtest::method, text),
                                       row(backtest::unit, text),
                                       row(backtest::forecast_count, std::int64_t{}),
                                       row(backtest::unknown, std::int64_t{}),
                                       row(backtest::borrowed, std::int64_t{})};
    Rows& steps = sections["Backtest: `/steps`"];
    steps = {row(backtest::series, whole), row(backtest::step, whole)};
    for (const Column& column :
         {backtest::mae, backtest::rmse, backtest::mase, backtest::skill_to_seasonal,
          backtest::skill_to_persistence, backtest::split_coverage, backtest::split_width,
          backtest::adaptive_coverage, backtest::adaptive_width}) {
        steps.push_back(row(column, real));
    }
    return sections;
}

}  // namespace nightwatt
