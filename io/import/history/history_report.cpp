#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/import/history/history_grid.hpp"

namespace nightwatt {

namespace {

std::string file_line(const GridReport& report) {
    std::string line = fmt::format("{}: {} rows, one every {} s{}", report.path, report.rows,
                                   report.step_s, report.newest_first ? ", newest first" : "");
    const auto add = [&](std::size_t count, std::string_view what) {
        if (count > 0) line += fmt::format(", {} {}", count, what);
    };
    add(report.out_of_order, "out of order");
    add(report.repeated, "repeated");
    add(report.averaged, "averaged into a step with others");
    add(report.skipped.size(), "malformed and skipped");
    if (!report.skipped.empty()) line += fmt::format(" (first: {})", report.skipped.front());
    return line;
}

std::string series_line(const HistorySeries& series) {
    const GapCount gaps = count_gaps(series.values);
    const std::size_t steps = series.values.size();
    return fmt::format(
        "{}: {} steps from {}, {} missing ({:.2f} %, longest gap {} steps)", series.id(), steps,
        moment_text(static_cast<UtcSeconds>(series.start_s)), gaps.missing,
        100.0 * static_cast<double>(gaps.missing) / static_cast<double>(steps), gaps.longest);
}

bool equal(const HistorySeries& a, const HistorySeries& b) {
    return std::equal(
        a.values.begin(), a.values.end(), b.values.begin(), b.values.end(),
        [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); });
}

/// What two equal series have in common, cheap to compare.
std::pair<std::size_t, double> outline(const HistorySeries& series) {
    double sum = 0;
    for (const double value : series.values) sum += std::isnan(value) ? 0 : value;
    return {series.values.size(), sum};
}

}  // namespace

std::vector<std::string> report_lines(const std::vector<GridReport>& reports,
                                      const std::vector<HistorySeries>& series) {
    std::vector<std::string> lines;
    for (const GridReport& report : reports) lines.push_back(file_line(report));
    for (const HistorySeries& each : series) lines.push_back(series_line(each));
    return lines;
}

std::vector<std::string> copy_warnings(const std::vector<HistorySeries>& series) {
    std::vector<std::string> warnings;
    for (const HistorySeries& each : series) {
        if (const std::size_t period = repetition_steps(each.values); period > 0) {
            warnings.push_back(
                fmt::format("{} repeats itself exactly after {} steps: it looks like copies laid "
                            "end to end",
                            each.id(), period));
        }
    }
    std::vector<std::pair<std::pair<std::size_t, double>, std::size_t>> order;
    for (std::size_t i = 0; i < series.size(); ++i) order.emplace_back(outline(series[i]), i);
    std::sort(order.begin(), order.end());
    for (std::size_t i = 1; i < order.size(); ++i) {
        const HistorySeries& first = series[order[i - 1].second];
        const HistorySeries& second = series[order[i].second];
        if (order[i].first != order[i - 1].first || !equal(first, second)) continue;
        if (!varies(first.values)) continue;
        warnings.push_back(
            fmt::format("{} and {} are equal, value for value", first.id(), second.id()));
    }
    return warnings;
}

}  // namespace nightwatt
