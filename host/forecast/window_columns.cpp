#include "forecast/window_columns.hpp"

#include <algorithm>
#include <cmath>

namespace nightwatt {

namespace {

/// Standard deviation (of the population) of the `count` values at x.
double deviation(const double* x, std::size_t count) {
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i) sum += x[i];
    const double mean = sum / static_cast<double>(count);
    double squares = 0;
    for (std::size_t i = 0; i < count; ++i) squares += (x[i] - mean) * (x[i] - mean);
    return std::sqrt(squares / static_cast<double>(count));
}

}  // namespace

std::vector<double> extra_columns(const WindowRun& run, const WindowShape& shape) {
    const std::size_t columns = shape.extras() - shape.future * shape.horizon;
    std::vector<double> extras(columns * run.windows);
    double* column = extras.data();
    if (shape.intercept) {
        std::fill_n(column, run.windows, 1.0);
        column += run.windows;
    }
    if (shape.scale) {
        for (std::size_t t = 0; t < run.windows; ++t) {
            column[t] = deviation(run.values + t, shape.lags);
        }
        column += run.windows;
    }
    for (std::size_t c = 0; c < shape.calendar; ++c) {
        for (std::size_t t = 0; t < run.windows; ++t) {
            column[t] = run.calendar[t * shape.calendar + c];
        }
        column += run.windows;
    }
    return extras;
}

void fill_windows(const WindowRun& run, const WindowShape& shape, const std::vector<double>& extras,
                  std::size_t first, std::size_t count, std::vector<double>& rows) {
    const std::size_t known = shape.extras() - shape.future * shape.horizon;
    rows.resize(count * shape.columns());
    double* row = rows.data();
    for (std::size_t t = first; t < first + count; ++t, row += shape.columns()) {
        std::copy_n(run.values + t, shape.width(), row);
        for (std::size_t c = 0; c < known; ++c) {
            row[shape.width() + c] = extras[c * run.windows + t];
        }
        for (std::size_t f = 0; f < shape.future; ++f) {
            std::copy_n(run.future[f] + t + shape.lags, shape.horizon,
                        row + shape.width() + known + f * shape.horizon);
        }
        if (run.weights == nullptr) continue;
        const double root = std::sqrt(run.weights[t]);
        for (std::size_t c = 0; c < shape.columns(); ++c) row[c] *= root;
    }
}

}  // namespace nightwatt
