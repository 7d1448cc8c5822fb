#pragma once

#include "instance/tables.hpp"
#include "io/plan_file.hpp"

namespace nightwatt {

/// Calls f(Column, value&) for the root attributes of a plan file that a PlanRecord holds. The two
/// hashes, which are texts in the file, stand apart.
template <SameTable<PlanRecord> R, class F>
void visit_plan_attributes(R& r, F&& f) {
    using namespace detail;
    f(text("made_by", "Command that made the plan."), r.provenance.made_by);
    f(text("backend", "Backend that really ran; empty: none."), r.provenance.backend);
    f(index("seed", std::nullopt, "Seed of the search."), r.provenance.seed);
    f(index("generations", std::nullopt, "Generations that ran."), r.provenance.generations);
    f(index("evaluations", std::nullopt, "Plans evaluated."), r.provenance.evaluations);
    f(number("seconds", "s", Range::NonNegative, std::nullopt, "Wall-clock time of the search."),
      r.provenance.seconds);
    f(text("stopped_by", "What ended the search."), r.provenance.stopped_by);
    f(optional_text("warm_start_hash",
                    "Hash of the plan of --warm-start, 16 hexadecimal digits; empty: none."),
      r.provenance.warm_start_hash);
    f(money("lower_bound", "1", Range::Finite, none, "No plan costs less; NaN: not computed."),
      r.lower_bound);
    f(index("bound_steps", 0.0, "Steps that raised the lower bound."), r.provenance.bound_steps);
    f(index("price_rounds", 0.0, "Rounds that built first plans from the bound's prices."),
      r.provenance.price_rounds);
    f(money("allowed_difference", "1", Range::NonNegative, std::nullopt,
            "Largest difference to the exact cost that rounding can explain."),
      r.allowed_difference);
    f(money("change_penalty", "1", Range::NonNegative, 0.0,
            "Price of a task that is moved from the published plan."),
      r.published.change_penalty);
    f(index("change_tolerance_ms", 0.0,
            "A task is moved if its start differs by more than so many milliseconds."),
      r.published.tolerance_ms);
    f(text("configuration", "The resolved configuration, as TOML."), r.provenance.configuration);
}

namespace plan_schema {
inline constexpr Column instance_hash =
    detail::text("instance_hash", "Hash of the instance's content, 16 hexadecimal digits.");
inline constexpr Column plan_hash = detail::text(
    "plan_hash", "Hash over servers, starts, levels and batteries, 16 hexadecimal digits.");
inline constexpr Column published_plan_hash = detail::optional_text(
    "published_plan_hash", "Hash of the published plan; empty: moving tasks was free.");
inline constexpr Column epoch = detail::text("epoch", "Moment of time 0, UTC.");
inline constexpr Column currency = detail::text("currency", "Currency of all money.");
}  // namespace plan_schema

}  // namespace nightwatt
