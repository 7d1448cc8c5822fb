#include "forecast/ltsf.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "errors.hpp"

namespace nightwatt {

namespace {

constexpr double month_s = 30 * 86'400.0;

void check(const std::vector<HistorySeries>& series, std::size_t needed) {
    if (series.empty()) throw InputError("the protocol ltsf needs a history with series");
    for (const HistorySeries& each : series) {
        if (each.step_s != series.front().step_s || each.values.size() < needed) {
            throw InputError(
                fmt::format("{}: the protocol ltsf needs 20 months of 30 days in steps "
                            "of {} s",
                            each.id(), series.front().step_s));
        }
        if (count_gaps(each.values).missing > 0) {
            throw InputError(
                fmt::format("{}: has gaps, which the protocol ltsf does not know", each.id()));
        }
    }
}

}  // namespace

LtsfResult run_ltsf(RidgeBackend& backend, const std::vector<HistorySeries>& series,
                    const WindowShape& shape, const RidgeGrid& grid, int threads) {
    if (series.empty()) throw InputError("the protocol ltsf needs a history with series");
    const auto month = static_cast<std::size_t>(std::round(month_s / series.front().step_s));
    check(series, 20 * month);
    const Span train{0, 12 * month};
    const Span validation{12 * month, 16 * month};
    const Span test{16 * month, 20 * month};
    std::vector<std::vector<double>> values;
    const KnownSeries nothing;
    for (const HistorySeries& each : series) {
        values.push_back(standardised(each.values, standard_of(each.values, train)));
    }
    std::vector<RidgeData> data;
    for (const std::vector<double>& each : values) {
        data.push_back({&each, &nothing, train, validation});
    }
    LtsfResult result;
    result.members = choose_members(backend, data, shape, grid);
    const LinearMap map = fit_members(backend, data, shape, result.members);
    if (map.weights.empty()) {
        throw InputError(
            "no look-back is short enough for the training part, or the penalty is too "
            "small");
    }
    result.validation_mse = result.members.front().validation_mse;
    result.windows = test.size() - shape.horizon + 1;
    double squares = 0;
    double distances = 0;
    for (const std::vector<double>& each : values) {
        WindowRun run;
        run.values = each.data() + test.begin - map.shape.lags;
        run.windows = result.windows;
        const std::vector<double> said = forecast_windows(map, run, threads);
        for (std::size_t t = 0; t < run.windows; ++t) {
            for (std::size_t h = 0; h < shape.horizon; ++h) {
                const double error = said[t * shape.horizon + h] - each[test.begin + t + h];
                squares += error * error;
                distances += std::abs(error);
            }
        }
    }
    const double count = static_cast<double>(result.windows * shape.horizon * values.size());
    result.mse = squares / count;
    result.mae = distances / count;
    return result;
}

}  // namespace nightwatt
