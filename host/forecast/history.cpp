#include "forecast/history.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace nightwatt {

namespace {

/// Equal, or both missing.
bool same(double a, double b) {
    return a == b || (std::isnan(a) && std::isnan(b));
}

/// z[i]: how many values from i on equal the series' beginning (the Z-function of strings).
std::vector<std::size_t> common_prefixes(const std::vector<double>& values) {
    const std::size_t n = values.size();
    std::vector<std::size_t> z(n, 0);
    std::size_t left = 0;
    std::size_t right = 0;
    for (std::size_t i = 1; i < n; ++i) {
        if (i < right) z[i] = std::min(right - i, z[i - left]);
        while (i + z[i] < n && same(values[z[i]], values[i + z[i]])) ++z[i];
        if (i + z[i] > right) {
            left = i;
            right = i + z[i];
        }
    }
    return z;
}

void check_series(const HistorySeries& series, std::vector<std::string>& problems) {
    const auto problem = [&](std::string_view why) {
        problems.push_back(fmt::format("series '{}': {}", series.id(), why));
    };
    const auto* const known =
        std::find(std::begin(history_kinds), std::end(history_kinds), series.kind);
    if (known == std::end(history_kinds)) {
        problem(fmt::format("kind is '{}', not one of {}", series.kind,
                            fmt::join(history_kinds, ", ")));
    }
    if (series.subject.empty() || series.quantity.empty()) problem("subject or quantity is empty");
    if (!(series.step_s > 0) || !std::isfinite(series.step_s)) problem("step_s is not above 0");
    if (!std::isfinite(series.start_s)) problem("start_s is not finite");
    const auto infinite = std::find_if(series.values.begin(), series.values.end(),
                                       [](double value) { return std::isinf(value); });
    if (infinite != series.values.end()) {
        problem(fmt::format("value {} is infinite", infinite - series.values.begin()));
    }
}

}  // namespace

bool varies(const std::vector<double>& values) {
    double first = std::nan("");
    for (const double value : values) {
        if (std::isnan(first)) first = value;
        if (value != first && !std::isnan(value)) return true;
    }
    return false;
}

GapCount count_gaps(const std::vector<double>& values) {
    GapCount count;
    std::size_t run = 0;
    for (const double value : values) {
        run = std::isnan(value) ? run + 1 : 0;
        if (run > 0) ++count.missing;
        count.longest = std::max(count.longest, run);
    }
    return count;
}

std::size_t repetition_steps(const std::vector<double>& values, std::size_t shortest) {
    if (!varies(values)) return 0;
    const std::vector<std::size_t> z = common_prefixes(values);
    for (std::size_t period = 2; period + shortest <= values.size(); ++period) {
        if (z[period] == values.size() - period) return period;
    }
    return 0;
}

std::vector<std::string> check(const History& history) {
    std::vector<std::string> problems;
    std::set<std::string> ids;
    for (const HistorySeries& series : history.series) {
        check_series(series, problems);
        if (!ids.insert(series.id()).second) {
            problems.push_back(fmt::format("series '{}' stands twice", series.id()));
        }
    }
    for (std::string& problem : check(history.jobs)) problems.push_back(std::move(problem));
    return problems;
}

}  // namespace nightwatt
