#pragma once

#include "instance/tables.hpp"
#include "io/front_file.hpp"
#include "io/plan_schema.hpp"

namespace nightwatt {

/// Calls f(Column, value&) for the root attributes of a front file, but the hash of the instance.
template <SameTable<FrontRecord> R, class F>
void visit_front_attributes(R& r, F&& f) {
    using namespace detail;
    f(text("objectives", "energy-tardiness or energy-makespan."), r.objectives);
    f(number("hypervolume", "1", Range::NonNegative, std::nullopt,
             "Area that the front dominates, in the units of its two columns."),
      r.hypervolume);
    f(number("reference_other", "1", Range::Finite, std::nullopt,
             "Reference point of the hypervolume: tardiness_cost, or makespan_s."),
      r.reference_other);
    f(money("reference_energy", "1", Range::Finite, std::nullopt,
            "Reference point of the hypervolume: energy."),
      r.reference_energy);
    f(index("runs", std::nullopt, "Searches that ran."), r.runs);
    f(index("seed", std::nullopt, "Seed of the searches."), r.seed);
    f(number("seconds", "s", Range::NonNegative, std::nullopt, "Wall-clock time."), r.seconds);
    f(text("stopped_by", "What ended the work on the front."), r.stopped_by);
    f(text("configuration", "The configuration of the searches, as TOML."), r.configuration);
}

namespace front_schema {

inline constexpr std::string_view format = "nightwatt front";
inline constexpr std::string_view version = "1.0";

inline constexpr Column energy = detail::money("energy", "1", Range::Finite, std::nullopt,
                                               "All that the plan costs beside tardiness.");
inline constexpr Column tardiness_cost =
    detail::money("tardiness_cost", "1", Range::NonNegative, std::nullopt, "Missed deadlines.");
inline constexpr Column makespan_s =
    detail::number("makespan_s", "s", Range::NonNegative, std::nullopt, "Last end of a task.");
inline constexpr Column cost =
    detail::money("cost", "1", Range::Finite, std::nullopt, "energy + tardiness_cost.");
inline constexpr Column plan_hash =
    detail::index("plan_hash", std::nullopt, "Hash over servers, starts, levels and batteries.");

inline constexpr Column point =
    detail::index("point", std::nullopt, "Row of /points whose plan this is.");
inline constexpr Column task = detail::index("task", std::nullopt, "Row of the instance's /tasks.");
inline constexpr Column server =
    detail::index("server", std::nullopt, "Row of the instance's /servers.");
using plan_schema::end_s;
using plan_schema::level;
using plan_schema::position;
using plan_schema::start_s;

}  // namespace front_schema

}  // namespace nightwatt
