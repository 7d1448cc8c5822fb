#include "io/import/time_series.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace nightwatt {

TimeSeries make_series(std::string path, std::string what, std::int64_t step_s,
                       const std::vector<TimedValue>& rows) {
    ProblemList problems;
    if (rows.empty()) problems.add(fmt::format("{}: holds no {}", path, what));
    for (std::size_t i = 1; i < rows.size(); ++i) {
        const UtcSeconds expected = rows[i - 1].moment + step_s;
        const UtcSeconds found = rows[i].moment;
        if (found == expected) continue;
        const std::string place = fmt::format("{}:{}: ", path, rows[i].place);
        if (found == rows[i - 1].moment)
            problems.add(place + fmt::format("{} stands twice", moment_text(found)));
        else if (found < rows[i - 1].moment)
            problems.add(place + fmt::format("{} follows {}: rows are out of order",
                                             moment_text(found), moment_text(rows[i - 1].moment)));
        else if (found < expected)
            problems.add(place + fmt::format("{} follows {}, but the file's step is {} s",
                                             moment_text(found), moment_text(rows[i - 1].moment),
                                             step_s));
        else
            problems.add(place + fmt::format("{} is missing before {}", moment_text(expected),
                                             moment_text(found)));
    }
    for (const TimedValue& row : rows) {
        if (std::isnan(row.value)) {
            problems.add(
                fmt::format("{}:{}: no {} at {}", path, row.place, what, moment_text(row.moment)));
        }
    }
    problems.throw_if_any();
    TimeSeries series{std::move(path), std::move(what), rows.front().moment, step_s, {}};
    for (const TimedValue& row : rows) series.values.push_back(row.value);
    return series;
}

std::int64_t usual_step_s(const std::vector<UtcSeconds>& moments) {
    std::map<std::int64_t, std::size_t> counts;
    for (std::size_t i = 1; i < moments.size(); ++i) {
        if (moments[i] > moments[i - 1]) ++counts[moments[i] - moments[i - 1]];
    }
    std::int64_t best = 0;
    for (const auto& [distance, count] : counts) {
        if (best == 0 || count > counts[best]) best = distance;
    }
    return best;
}

TimeSeries make_series(std::string path, std::string what, const std::vector<TimedValue>& rows) {
    constexpr std::int64_t hour_s = 3600;
    std::vector<UtcSeconds> moments;
    for (const TimedValue& row : rows) moments.push_back(row.moment);
    const std::int64_t step_s = usual_step_s(moments);
    return make_series(std::move(path), std::move(what), step_s > 0 ? step_s : hour_s, rows);
}

std::vector<double> mean_by_slot(const TimeSeries& series, UtcSeconds start, double slot_s,
                                 std::size_t slots, ProblemList& problems) {
    const double step_s = static_cast<double>(series.step_s);
    const double first = static_cast<double>(start - series.start);
    const double length = static_cast<double>(series.end() - series.start);
    const double end = first + slot_s * static_cast<double>(slots);
    if (first < 0 || end > length) {
        const double missing = first < 0 || first >= length ? first : length;
        problems.add(fmt::format(
            "{}: no {} at {}: the file covers {} to {}, the night needs {} to {}", series.path,
            series.what, moment_text(series.start + static_cast<UtcSeconds>(missing)),
            moment_text(series.start), moment_text(series.end()), moment_text(start),
            moment_text(series.start + static_cast<UtcSeconds>(std::ceil(end)))));
        return {};
    }
    std::vector<double> means(slots);
    for (std::size_t slot = 0; slot < slots; ++slot) {
        const double from = first + slot_s * static_cast<double>(slot);
        const double to = from + slot_s;
        std::size_t i = static_cast<std::size_t>(from / step_s);
        if (to <= static_cast<double>(i + 1) * step_s) {  // one value: no division to blur it
            means[slot] = series.values[i];
            continue;
        }
        double sum = 0;
        for (; i < series.values.size() && static_cast<double>(i) * step_s < to; ++i) {
            const double left = std::max(from, static_cast<double>(i) * step_s);
            const double right = std::min(to, static_cast<double>(i + 1) * step_s);
            sum += series.values[i] * (right - left);
        }
        means[slot] = sum / slot_s;
    }
    return means;
}

}  // namespace nightwatt
