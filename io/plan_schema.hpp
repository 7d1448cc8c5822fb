#pragma once

#include "instance/tables.hpp"

namespace nightwatt::plan_schema {

/// Rows of the plan file's schema that stand nowhere else: columns of the plan itself; the rest are
/// in instance/account_fields.hpp. io/README.md lists them all.

inline constexpr std::string_view format = "nightwatt plan";
inline constexpr int major_version = 1;
inline constexpr std::string_view version = "1.0";

inline constexpr Column task_id = detail::text("id", "Name of the task.");
inline constexpr Column server =
    detail::index("server", std::nullopt, "Row of /servers, and of the instance's.");
inline constexpr Column position =
    detail::index("position", std::nullopt, "Place in the server's sequence, from 0.");
inline constexpr Column level =
    detail::index("level", std::nullopt, "Frequency level; 0: the fastest.");
inline constexpr Column start_s =
    detail::instant("start_s", Range::NonNegative, std::nullopt, "Start.");
inline constexpr Column end_s = detail::instant("end_s", Range::NonNegative, std::nullopt, "End.");
inline constexpr Column hold_s =
    detail::instant("hold_s", Range::NonNegative, std::nullopt, "The task did not start before.");

/// Only in plans that were made with a change penalty.
inline constexpr Column published_server =
    detail::index("published_server", 0.0,
                  "Row of /servers in the published plan, -1: the task is not in it, -2: its "
                  "server is gone; only "
                  "with a change penalty.");
inline constexpr Column published_level =
    detail::index("published_level", 0.0, "Level in the published plan.");
inline constexpr Column published_start_s =
    detail::instant("published_start_s", Range::NonNegative, 0.0, "Start in the published plan.");

inline constexpr Column sleep_server =
    detail::index("server", std::nullopt, "Row of /servers that sleeps in a gap.");
inline constexpr Column sleep_start_s =
    detail::instant("start_s", Range::NonNegative, std::nullopt, "It falls asleep.");
inline constexpr Column sleep_end_s =
    detail::instant("end_s", Range::NonNegative, std::nullopt, "It is awake again.");

inline constexpr Column slot_site = detail::index("site", std::nullopt, "Row of /sites.");
inline constexpr Column slot_start_s =
    detail::instant("start_s", Range::NonNegative, std::nullopt, "Start of the slot.");

inline constexpr Column rule =
    detail::text("rule", "'plan' in the first row, then the rules it is compared with.");
inline constexpr Column note = detail::text("note", "Why the row has no totals; empty: it has.");
inline constexpr Column feasible =
    detail::index("feasible", std::nullopt, "1: every constraint is kept; 0: not.");

inline constexpr Column generation = detail::index("generation", std::nullopt, "Number, from 0.");
inline constexpr Column population_hash =
    detail::index("population_hash", std::nullopt, "Hash of the whole population.");
inline constexpr Column best_cost =
    detail::money("best_cost", "1", Range::Finite, std::nullopt, "Cost of the best plan so far.");
inline constexpr Column seconds = detail::number("seconds", "s", Range::NonNegative, std::nullopt,
                                                 "Wall-clock time since the start.");
inline constexpr Column threshold_nano =
    detail::index("threshold_nano", 0,
                  "How much worse a move could make a plan, on average, in "
                  "billionths of the currency.");

inline constexpr Column bound_step = detail::index("step", std::nullopt, "Steps so far.");
inline constexpr Column bound_value =
    detail::money("lower_bound", "1", Range::Finite, std::nullopt, "What was proven by then.");
inline constexpr Column bound_seconds = detail::number(
    "seconds", "s", Range::NonNegative, std::nullopt, "Wall-clock time since the start.");

inline constexpr Column server_id = detail::text("id", "Name of the server.");
inline constexpr Column server_site = detail::index("site", std::nullopt, "Row of /sites.");
inline constexpr Column site_id = detail::text("id", "Name of the site.");

}  // namespace nightwatt::plan_schema
