#pragma once

#include "forecast/history.hpp"
#include "instance/tables.hpp"

namespace nightwatt {

/// The columns of a history file: /series names each series, /history holds their values, one
/// series after another in the order of /series.
struct HistorySeriesTable {
    std::vector<std::string> id;
    std::vector<std::string> kind;
    std::vector<std::string> subject;
    std::vector<std::string> quantity;
    std::vector<std::string> unit;
    std::vector<double> start_s;
    std::vector<double> step_s;
    std::vector<std::int64_t> steps;

    [[nodiscard]] std::size_t size() const { return id.size(); }
};

struct HistoryValueTable {
    std::vector<double> value;

    [[nodiscard]] std::size_t size() const { return value.size(); }
};

template <SameTable<HistorySeriesTable> T, class F>
void visit_columns(T& t, F&& f) {
    using namespace detail;
    f(text("id", "Name of the series, subject/quantity; unique."), t.id);
    f(text("kind", "What the subject is: site, server or class."), t.kind);
    f(text("subject", "Name of the site, server or task class."), t.subject);
    f(text("quantity",
           "What was measured; for a site the instance's column that it fills, as price_per_kwh."),
      t.quantity);
    f(optional_text("unit",
                    "Unit of the values, in UDUNITS spelling; forecast refuses another than that "
                    "of the instance's column."),
      t.unit);
    f(instant("start_s", Range::Finite, std::nullopt, "Start of the first step."), t.start_s);
    f(number("step_s", "s", Range::Positive, std::nullopt, "Length of a step."), t.step_s);
    f(index("steps", std::nullopt, "Number of values."), t.steps);
}

template <SameTable<HistoryValueTable> T, class F>
void visit_columns(T& t, F&& f) {
    f(detail::number("value", "", Range::FiniteOrNone, std::nullopt,
                     "Mean over the step, in the series' unit; NaN: not measured."),
      t.value);
}

/// The columns of /jobs; what they held stands in /job_needs.
template <SameTable<JobTable> T, class F>
void visit_columns(T& t, F&& f) {
    using namespace detail;
    f(text("id", "Name of the job."), t.id);
    f(instant("submit_s", Range::Finite, std::nullopt, "It was handed in."), t.submit_s);
    f(instant("end_s", Range::Finite, std::nullopt, "It ended."), t.end_s);
    f(number("runtime_s", "s", Range::Positive, std::nullopt, "How long it ran."), t.runtime_s);
    f(number("requested_s", "s", Range::NonNegativeOrNone, none,
             "Runtime that was asked for, a limit; NaN: none."),
      t.requested_s);
    f(number("energy_j", "J", Range::NonNegativeOrNone, none,
             "Energy that it used beside what an idle server draws; NaN: not measured."),
      t.energy_j);
    f(optional_text("user", "Whose job it was."), t.user);
    f(optional_text("name", "Name of the job or program."), t.name);
    f(optional_text("group", "Queue, quality of service or project."), t.group);
    f(optional_text("class_id", "Class of the server it ran on; empty: unknown."), t.class_id);
    f(number("input_bytes", "byte", Range::NonNegativeOrNone, none,
             "Size of its input; NaN: unknown."),
      t.input_bytes);
    f(number("work", "1", Range::NonNegativeOrNone, none,
             "Units of work that it did, known in advance; NaN: unknown."),
      t.work);
}

/// What jobs held: one row a job and resource, where that is above 0.
struct JobNeedTable {
    std::vector<std::int64_t> job;
    std::vector<std::string> resource;
    std::vector<double> units;

    [[nodiscard]] std::size_t size() const { return job.size(); }
};

template <SameTable<JobNeedTable> T, class F>
void visit_columns(T& t, F&& f) {
    using namespace detail;
    f(index("job", std::nullopt, "Row of /jobs."), t.job);
    f(text("resource", "Name of the resource, as in the instance."), t.resource);
    f(number("units", "1", Range::NonNegative, std::nullopt, "Units that it held."), t.units);
}

template <SameTable<History> H, class F>
void visit_attributes(H& h, F&& f) {
    f(detail::optional_text("epoch", "Moment of time 0, UTC, as YYYY-MM-DDThh:mm:ssZ."), h.epoch);
    f(detail::optional_text("notes", "Where the data come from and what was wrong with them."),
      h.notes);
}

inline constexpr std::string_view history_format = "nightwatt history";
inline constexpr std::string_view history_version = "1.0";

}  // namespace nightwatt
