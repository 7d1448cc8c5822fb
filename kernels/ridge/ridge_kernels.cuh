#pragma once

#include <cstddef>
#include <cub/block/block_reduce.cuh>

#include "kernels/ridge/centring.hpp"
#include "kernels/ridge/displacement.hpp"

namespace nightwatt {

/// What a device must know of WindowShape (host/forecast/window_moments.hpp).
struct RidgeColumns {
    std::size_t lags;
    std::size_t horizon;
    std::size_t known;   ///< extra columns that lie in memory: constant, scale, calendar
    std::size_t future;  ///< series known at the targets' steps

    HOST_DEVICE std::size_t width() const { return lags + horizon; }
    HOST_DEVICE std::size_t extras() const { return known + future * horizon; }
    HOST_DEVICE std::size_t features() const { return lags + extras(); }
    HOST_DEVICE std::size_t columns() const { return width() + extras(); }
};

/// A WindowRun in device memory.
struct DeviceRun {
    const double* values;
    const double* known;    ///< [column][window]
    const double* future;   ///< [series][windows + width - 1]
    const double* weights;  ///< null: all 1
    std::size_t windows;
};

/// One of many series: runs first .. first + count - 1.
struct DeviceSeries {
    std::size_t first;
    std::size_t count;
};

/// Entry `column` of window t.
HOST_DEVICE inline double window_value(const DeviceRun& run, const RidgeColumns& shape,
                                       std::size_t t, std::size_t column) {
    if (column < shape.width()) return run.values[t + column];
    column -= shape.width();
    if (column < shape.known) return run.known[column * run.windows + t];
    column -= shape.known;
    const std::size_t steps = run.windows + shape.width() - 1;
    return run.future[column / shape.horizon * steps + t + shape.lags + column % shape.horizon];
}

inline constexpr int ridge_block = 128;

/// Sums over the windows of a series of column `blockIdx.x % columns` with another: the first lag
/// for blockIdx.x < columns, then each known column in turn. One block a sum, blockIdx.y the
/// series.
__global__ void __launch_bounds__(ridge_block)
    sum_products(RidgeColumns shape, const DeviceRun* runs, const DeviceSeries* series,
                 double* sums) {
    using Reduce = cub::BlockReduce<double, ridge_block>;
    __shared__ typename Reduce::TempStorage storage;
    const std::size_t columns = shape.columns();
    const std::size_t column = blockIdx.x % columns;
    const std::size_t which = blockIdx.x / columns;
    const std::size_t other = which == 0 ? 0 : shape.width() + which - 1;
    const DeviceSeries own = series[blockIdx.y];
    double sum = 0;
    for (std::size_t r = own.first; r < own.first + own.count; ++r) {
        for (std::size_t t = threadIdx.x; t < runs[r].windows; t += ridge_block) {
            sum += window_value(runs[r], shape, t, column) * window_value(runs[r], shape, t, other);
        }
    }
    sum = Reduce(storage).Sum(sum);
    if (threadIdx.x != 0) return;
    double* const all = sums + blockIdx.y * columns * columns;
    all[other * columns + column] = sum;
    all[column * columns + other] = sum;
}

/// Lags and targets by displacement: a thread a diagonal, blockIdx.y the series.
__global__ void displace_diagonals(RidgeColumns shape, const DeviceRun* runs,
                                   const DeviceSeries* series, double* sums) {
    const std::size_t diagonal = std::size_t{blockIdx.x} * blockDim.x + threadIdx.x;
    const std::size_t columns = shape.columns();
    if (diagonal >= shape.width()) return;
    const DeviceSeries own = series[blockIdx.y];
    double* const all = sums + blockIdx.y * columns * columns;
    double sum = all[diagonal];
    for (std::size_t i = 0; i + diagonal + 1 < shape.width(); ++i) {
        for (std::size_t r = own.first; r < own.first + own.count; ++r) {
            sum = displaced(sum, runs[r].values, runs[r].windows, i, i + diagonal);
        }
        all[(i + 1) * columns + i + 1 + diagonal] = sum;
        all[(i + 1 + diagonal) * columns + i + 1] = sum;
    }
}

/// Rows [window][column] of the windows first .. first + count - 1, times the root of their weight.
__global__ void fill_rows(RidgeColumns shape, DeviceRun run, std::size_t first, std::size_t count,
                          double* rows) {
    const std::size_t columns = shape.columns();
    const std::size_t step = std::size_t{gridDim.x} * blockDim.x;
    for (std::size_t i = std::size_t{blockIdx.x} * blockDim.x + threadIdx.x; i < count * columns;
         i += step) {
        const std::size_t t = first + i / columns;
        const double value = window_value(run, shape, t, i % columns);
        rows[i] = run.weights == nullptr ? value : value * sqrt(run.weights[t]);
    }
}

/// Sums of each column with the trailing mean: [series][column].
__global__ void sum_with_mean(RidgeColumns shape, std::size_t centring, const double* sums,
                              double* with_mean) {
    const std::size_t column = std::size_t{blockIdx.x} * blockDim.x + threadIdx.x;
    const std::size_t columns = shape.columns();
    if (column >= columns) return;
    const double* const row = sums + (blockIdx.y * columns + column) * columns;
    double sum = 0;
    for (std::size_t i = shape.lags - centring; i < shape.lags; ++i) sum += row[i];
    with_mean[blockIdx.y * columns + column] =
        centring == 0 ? 0 : sum / static_cast<double>(centring);
}

/// The normal equations of each series: matrix [features][features], products [targets][features].
__global__ void centre(RidgeColumns shape, std::size_t centring, const double* sums,
                       const double* with_mean, double* matrices, double* products) {
    const std::size_t columns = shape.columns();
    const std::size_t features = shape.features();
    const std::size_t entry = std::size_t{blockIdx.x} * blockDim.x + threadIdx.x;
    const double* const own_sums = sums + blockIdx.y * columns * columns;
    const double* const own_means = with_mean + blockIdx.y * columns;
    __shared__ double mean_square;
    if (threadIdx.x == 0) {
        double sum = 0;
        for (std::size_t i = shape.lags - centring; i < shape.lags; ++i) sum += own_means[i];
        mean_square = centring == 0 ? 0 : sum / static_cast<double>(centring);
    }
    __syncthreads();
    if (entry >= (features + shape.horizon) * features) return;
    const std::size_t row = entry / features;
    const std::size_t feature = entry % features;
    // Features are lags and extras; targets stand between them.
    const std::size_t a = row >= features    ? shape.lags + row - features
                          : row < shape.lags ? row
                                             : row + shape.horizon;
    const std::size_t b = feature < shape.lags ? feature : feature + shape.horizon;
    const double value = centred({own_sums[a * columns + b], own_means[a], own_means[b],
                                  mean_square, a < shape.width(), b < shape.width()});
    if (row < features) {
        matrices[(blockIdx.y * features + row) * features + feature] = value;
    } else {
        products[(blockIdx.y * shape.horizon + row - features) * features + feature] = value;
    }
}

/// Adds each matrix's penalty to its diagonal; `intercept` is the feature behind the lags. A thread
/// a matrix: relative penalties are shares of the mean of the lags' diagonal.
__global__ void add_penalties(std::size_t features, std::size_t lags, bool intercept,
                              const double* penalties, bool relative, std::size_t count,
                              double* matrices) {
    const std::size_t own = std::size_t{blockIdx.x} * blockDim.x + threadIdx.x;
    if (own >= count) return;
    double* const matrix = matrices + own * features * features;
    double power = 0;
    for (std::size_t i = 0; i < lags; ++i) power += matrix[i * features + i];
    const double share = relative ? power / static_cast<double>(lags) : 1.0;
    for (std::size_t i = 0; i < features; ++i) {
        if (!(intercept && i == lags)) matrix[i * features + i] += penalties[own] * share;
    }
}

}  // namespace nightwatt
