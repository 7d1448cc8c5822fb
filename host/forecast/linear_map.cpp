#include "forecast/linear_map.hpp"

#include <cblas.h>

#include <algorithm>

#include "errors.hpp"
#include "forecast/window_columns.hpp"

namespace nightwatt {

LinearMap linear_map(const WindowShape& shape, std::size_t centring,
                     std::span<const double> coefficients) {
    // y = m + sum b_i (x_i - m) + ...,  m = mean of the last `centring` lags.
    LinearMap map{shape, std::vector<double>(coefficients.begin(), coefficients.end())};
    if (centring == 0) return map;
    for (std::size_t h = 0; h < shape.horizon; ++h) {
        double* const row = map.weights.data() + h * shape.features();
        double sum = 0;
        for (std::size_t i = 0; i < shape.lags; ++i) sum += row[i];
        const double share = (1 - sum) / static_cast<double>(centring);
        for (std::size_t i = shape.lags - centring; i < shape.lags; ++i) row[i] += share;
    }
    return map;
}

LinearMap average(const std::vector<LinearMap>& maps) {
    WindowShape shape = maps.front().shape;
    for (const LinearMap& map : maps) shape.lags = std::max(shape.lags, map.shape.lags);
    LinearMap mean{shape, std::vector<double>(shape.horizon * shape.features(), 0.0)};
    const double share = 1.0 / static_cast<double>(maps.size());
    for (const LinearMap& map : maps) {
        if (map.shape.scale && map.shape.lags != shape.lags) {
            throw InternalError("maps with a scale column and different look-backs were averaged");
        }
        const std::size_t shift = shape.lags - map.shape.lags;
        for (std::size_t h = 0; h < shape.horizon; ++h) {
            const double* const from = map.weights.data() + h * map.shape.features();
            double* const to = mean.weights.data() + h * shape.features() + shift;
            for (std::size_t i = 0; i < map.shape.features(); ++i) to[i] += share * from[i];
        }
    }
    return mean;
}

std::vector<double> forecast_windows(const LinearMap& map, const WindowRun& run, int threads) {
    constexpr std::size_t chunk = 256;
    const WindowShape& shape = map.shape;
    const std::vector<double> extras = extra_columns(run, shape);
    std::vector<double> all(run.windows * shape.horizon);
    const std::size_t chunks = (run.windows + chunk - 1) / chunk;
    WindowRun unweighted = run;
    unweighted.weights = nullptr;
#pragma omp parallel num_threads(threads)
    {
        std::vector<double> rows;
        std::vector<double> features;
#pragma omp for schedule(dynamic)
        for (std::size_t c = 0; c < chunks; ++c) {
            const std::size_t first = c * chunk;
            const std::size_t count = std::min(chunk, run.windows - first);
            fill_windows(unweighted, shape, extras, first, count, rows);
            features.resize(count * shape.features());
            for (std::size_t t = 0; t < count; ++t) {
                const double* const row = rows.data() + t * shape.columns();
                double* const to = features.data() + t * shape.features();
                std::copy_n(row, shape.lags, to);
                std::copy_n(row + shape.width(), shape.extras(), to + shape.lags);
            }
            const auto width = static_cast<int>(shape.features());
            const auto horizon = static_cast<int>(shape.horizon);
            cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, static_cast<int>(count), horizon,
                        width, 1.0, features.data(), width, map.weights.data(), width, 0.0,
                        all.data() + first * shape.horizon, horizon);
        }
    }
    return all;
}

std::vector<double> forecast_once(const LinearMap& map, std::span<const double> lags,
                                  const KnownSeries& known, std::size_t first) {
    const WindowShape& shape = map.shape;
    std::vector<double> window(lags.end() - static_cast<std::ptrdiff_t>(shape.lags), lags.end());
    window.resize(shape.width(), 0.0);
    WindowRun run;
    run.values = window.data();
    run.windows = 1;
    if (shape.calendar > 0) run.calendar = known.calendar.data() + first * known.columns;
    for (const std::vector<double>& f : known.future) run.future.push_back(f.data() + first);
    return forecast_windows(map, run, 1);
}

}  // namespace nightwatt
