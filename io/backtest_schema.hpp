#pragma once

#include "instance/tables.hpp"

namespace nightwatt::backtest_schema {

/// Rows of the backtest file's schema.
inline constexpr std::string_view format = "nightwatt backtest";
inline constexpr std::string_view version = "1.0";

inline constexpr Column horizon =
    detail::index("horizon", std::nullopt, "Steps that each forecast covers.");
inline constexpr Column coverage = detail::number("coverage", "1", Range::Fraction, std::nullopt,
                                                  "Share that intervals were to hold.");
inline constexpr Column configuration =
    detail::text("configuration", "Settings of the forecasts, as TOML.");

inline constexpr Column id = detail::text("id", "Name of the series in its history.");
inline constexpr Column method =
    detail::text("method", "ridge, or persistence or seasonal where that was better.");
inline constexpr Column unit = detail::text("unit", "Unit of the series.");
inline constexpr Column forecast_count =
    detail::index("forecasts", std::nullopt, "Moments from which it was forecast.");
inline constexpr Column unknown =
    detail::index("unknown", std::nullopt, "Moments at which too little was known.");
inline constexpr Column borrowed = detail::index(
    "borrowed", std::nullopt, "Forecasts for which missing lags were taken from the day before.");

inline constexpr Column series = detail::index("series", std::nullopt, "Row of /series.");
inline constexpr Column step =
    detail::index("step", std::nullopt, "Steps ahead, from 1; 0: all together.");
inline constexpr Column mae =
    detail::number("mae", "", Range::FiniteOrNone, std::nullopt, "Mean absolute error.");
inline constexpr Column rmse = detail::number("rmse", "", Range::FiniteOrNone, std::nullopt,
                                              "Root of the mean squared error.");
inline constexpr Column mase =
    detail::number("mase", "1", Range::FiniteOrNone, std::nullopt,
                   "mae by that of seasonal-naive, a step of it, in the training part.");
inline constexpr Column skill_to_seasonal =
    detail::number("skill_to_seasonal", "1", Range::FiniteOrNone, std::nullopt,
                   "1 - rmse / rmse of the value a day earlier.");
inline constexpr Column skill_to_persistence =
    detail::number("skill_to_persistence", "1", Range::FiniteOrNone, std::nullopt,
                   "1 - rmse / rmse of the last value.");
inline constexpr Column split_coverage =
    detail::number("split_coverage", "1", Range::FiniteOrNone, std::nullopt,
                   "Share of the true values within split-conformal intervals.");
inline constexpr Column split_width = detail::number(
    "split_width", "", Range::FiniteOrNone, std::nullopt, "Mean width of these intervals.");
inline constexpr Column adaptive_coverage =
    detail::number("adaptive_coverage", "1", Range::FiniteOrNone, std::nullopt,
                   "Share of the true values within adaptive intervals.");
inline constexpr Column adaptive_width = detail::number(
    "adaptive_width", "", Range::FiniteOrNone, std::nullopt, "Mean width of these intervals.");

}  // namespace nightwatt::backtest_schema
