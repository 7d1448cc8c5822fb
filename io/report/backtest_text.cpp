#include "io/report/backtest_text.hpp"

#include <fmt/format.h>

#include <cmath>

#include "io/report/text_table.hpp"

namespace nightwatt {

namespace {

std::string share(double value) {
    return number_text(100 * value, 1);
}

std::string figure(double value) {
    return std::isfinite(value) ? fmt::format("{:.4g}", value) : "-";
}

TextTable::Head left(const char* name) {
    return {name, TextTable::Side::Left};
}

std::string steps_text(const SeriesBacktest& series) {
    TextTable table({left("step"),
                     {"MAE"},
                     {"RMSE"},
                     {"MASE"},
                     {"to day %"},
                     {"to last %"},
                     {"split %"},
                     {"adaptive %"}});
    for (const StepFigures& f : step_figures(series)) {
        if (f.step == 0) continue;
        table.add({std::to_string(f.step), figure(f.mae), figure(f.rmse), figure(f.mase),
                   share(f.skill_to_seasonal), share(f.skill_to_persistence),
                   share(f.split_coverage), share(f.adaptive_coverage)});
    }
    return fmt::format("\n{}\n{}", series.id, table.text());
}

/// Why intervals are missing, or cannot hold what they were made for; empty: they can.
std::string interval_remark(const SeriesBacktest& series, double coverage) {
    if (series.errors == 0) {
        return fmt::format(
            "  {}: no intervals, since no forecast can be held against the validation "
            "part\n",
            series.id);
    }
    const auto errors = static_cast<double>(series.errors);
    if (std::ceil((errors + 1) * coverage) <= errors) return "";
    return fmt::format("  {}: intervals are made of {} errors, too few for {} %\n", series.id,
                       series.errors, share(coverage));
}

}  // namespace

std::string backtest_text(const BacktestRecord& record, bool steps) {
    TextTable table({left("series"),
                     left("model"),
                     {"forecasts"},
                     {"MAE"},
                     {"RMSE"},
                     {"MASE"},
                     {"to day %"},
                     {"to last %"},
                     {"split %"},
                     {"adaptive %"}});
    std::string remarks;
    std::string details;
    for (const SeriesBacktest& series : record.series) {
        const StepFigures f = step_figures(series).front();
        table.add({series.id, series.method, std::to_string(series.forecasts), figure(f.mae),
                   figure(f.rmse), figure(f.mase), share(f.skill_to_seasonal),
                   share(f.skill_to_persistence), share(f.split_coverage),
                   share(f.adaptive_coverage)});
        if (!series.why.empty()) {
            remarks += fmt::format("  {}: no model, since {}\n", series.id, series.why);
        }
        remarks += interval_remark(series, record.coverage);
        if (series.borrowed > 0 || series.unknown > 0) {
            remarks += fmt::format(
                "  {}: {} forecasts took missing values from the day before; {} moments had too "
                "little to go by\n",
                series.id, series.borrowed, series.unknown);
        }
        if (steps) details += steps_text(series);
    }
    return fmt::format(
        "{} steps ahead. To day, to last: how much smaller the RMSE is than that of the value a\n"
        "day earlier and of the last value. Split, adaptive: coverage of intervals made for {} "
        "%.\n\n"
        "{}{}{}",
        record.horizon, share(record.coverage), table.text(), remarks, details);
}

}  // namespace nightwatt
