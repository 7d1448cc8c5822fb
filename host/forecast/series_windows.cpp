#include "forecast/series_windows.hpp"

#include <algorithm>
#include <cmath>

namespace nightwatt {

Standard standard_of(const std::vector<double>& values, Span span) {
    double sum = 0;
    std::size_t count = 0;
    double first = std::nan("");
    bool constant = true;
    for (std::size_t t = span.begin; t < span.end; ++t) {
        if (std::isnan(values[t])) continue;
        if (count == 0) first = values[t];
        constant = constant && values[t] == first;
        sum += values[t];
        ++count;
    }
    if (count == 0) return {};
    // The mean of equal values is rounded: they would deviate from it.
    if (constant) return {first, 0};
    const double mean = sum / static_cast<double>(count);
    double squares = 0;
    for (std::size_t t = span.begin; t < span.end; ++t) {
        if (!std::isnan(values[t])) squares += (values[t] - mean) * (values[t] - mean);
    }
    return {mean, std::sqrt(squares / static_cast<double>(count))};
}

std::vector<double> standardised(const std::vector<double>& values, const Standard& standard) {
    std::vector<double> scaled;
    scaled.reserve(values.size());
    for (const double value : values)
        scaled.push_back((value - standard.mean) / standard.deviation);
    return scaled;
}

std::vector<WindowRun> complete_runs(const std::vector<double>& values, const KnownSeries& known,
                                     Span span, const WindowShape& shape) {
    const std::size_t end = std::min(span.end, values.size());
    const auto usable = [&](std::size_t t) {
        return !std::isnan(values[t]) &&
               std::none_of(known.future.begin(), known.future.end(),
                            [&](const std::vector<double>& f) { return std::isnan(f[t]); });
    };
    std::vector<WindowRun> runs;
    std::size_t begin = span.begin;
    for (std::size_t t = span.begin; t <= end; ++t) {
        if (t < end && usable(t)) continue;
        if (t - begin >= shape.width() && t > begin) {
            WindowRun run;
            run.values = values.data() + begin;
            run.windows = t - begin - shape.width() + 1;
            if (shape.calendar > 0) run.calendar = known.calendar.data() + begin * known.columns;
            for (const std::vector<double>& f : known.future)
                run.future.push_back(f.data() + begin);
            runs.push_back(std::move(run));
        }
        begin = t + 1;
    }
    return runs;
}

std::size_t window_count(const std::vector<WindowRun>& runs) {
    std::size_t count = 0;
    for (const WindowRun& run : runs) count += run.windows;
    return count;
}

std::vector<double> lags_before(const std::vector<double>& values, std::size_t moment,
                                std::size_t count, std::size_t season, std::size_t& borrowed) {
    if (moment < count) return {};
    const std::size_t begin = moment - count;
    std::vector<double> lags(values.begin() + static_cast<std::ptrdiff_t>(begin),
                             values.begin() + static_cast<std::ptrdiff_t>(moment));
    for (std::size_t i = 0; i < count; ++i) {
        if (!std::isnan(lags[i])) continue;
        ++borrowed;
        const std::size_t t = begin + i;
        const double yesterday = i >= season   ? lags[i - season]
                                 : t >= season ? values[t - season]
                                               : std::nan("");
        lags[i] = std::isnan(yesterday) && i > 0 ? lags[i - 1] : yesterday;
        for (std::size_t before = t; std::isnan(lags[i]) && before > 0; --before) {
            lags[i] = values[before - 1];
        }
        if (std::isnan(lags[i])) return {};
    }
    return lags;
}

}  // namespace nightwatt
