#include <cblas.h>
#include <lapacke.h>
#include <omp.h>

#include <algorithm>
#include <cmath>

#include "forecast/ridge_backend.hpp"
#include "forecast/window_columns.hpp"
#include "kernels/ridge/displacement.hpp"

namespace nightwatt {

namespace {

// Fixed sizes of blocks: what a sum is made of does not depend on the number of threads.
constexpr std::size_t diagonal_block = 64;
constexpr std::size_t tile = 192;
constexpr std::size_t chunk = 512;

double dot(std::size_t count, const double* a, const double* b) {
    return cblas_ddot(static_cast<int>(count), a, 1, b, 1);
}

/// Lags and targets by displacement: diagonals begin .. begin + diagonal_block.
void displace(std::span<const WindowRun> runs, WindowMoments& moments, std::size_t begin) {
    const std::size_t width = moments.shape.width();
    const std::size_t columns = moments.shape.columns();
    const std::size_t end = std::min(begin + diagonal_block, width);
    for (std::size_t d = begin; d < end; ++d) {
        for (const WindowRun& run : runs) {
            moments.sums[d] += dot(run.windows, run.values, run.values + d);
        }
    }
    for (std::size_t i = 0; i + 1 < width; ++i) {
        const std::size_t count = std::min(end, width - i - 1);
        const double* const above = moments.sums.data() + i * (columns + 1);
        double* const below = moments.sums.data() + (i + 1) * (columns + 1);
        for (std::size_t d = begin; d < count; ++d) below[d] = above[d];
        for (const WindowRun& run : runs) {
            for (std::size_t d = begin; d < count; ++d) {
                below[d] = displaced(below[d], run.values, run.windows, i, i + d);
            }
        }
    }
}

/// Products of the extra columns with everything; there is no `future`.
void multiply_extras(std::span<const WindowRun> runs,
                     const std::vector<std::vector<double>>& extras, WindowMoments& moments,
                     std::size_t column) {
    const WindowShape& shape = moments.shape;
    for (std::size_t e = 0; e < shape.extras(); ++e) {
        double sum = 0;
        for (std::size_t r = 0; r < runs.size(); ++r) {
            const std::size_t windows = runs[r].windows;
            const double* const other = column < shape.width()
                                            ? runs[r].values + column
                                            : extras[r].data() + (column - shape.width()) * windows;
            sum += dot(windows, extras[r].data() + e * windows, other);
        }
        moments.sums[column * shape.columns() + shape.width() + e] = sum;
    }
}

/// One tile of the product of the windows with themselves, on and above the diagonal.
void multiply_tile(const std::vector<double>& rows, std::size_t count, WindowMoments& moments,
                   std::size_t row, std::size_t column) {
    const std::size_t columns = moments.shape.columns();
    const auto ld = static_cast<int>(columns);
    cblas_dgemm(CblasRowMajor, CblasTrans, CblasNoTrans,
                static_cast<int>(std::min(tile, columns - row)),
                static_cast<int>(std::min(tile, columns - column)), static_cast<int>(count), 1.0,
                rows.data() + row, ld, rows.data() + column, ld, 1.0,
                moments.sums.data() + row * columns + column, ld);
}

void mirror(WindowMoments& moments) {
    const std::size_t columns = moments.shape.columns();
    for (std::size_t i = 0; i < columns; ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            moments.sums[i * columns + j] = moments.sums[j * columns + i];
        }
    }
}

double weight_of(const WindowRun& run) {
    if (run.weights == nullptr) return static_cast<double>(run.windows);
    double sum = 0;
    for (std::size_t t = 0; t < run.windows; ++t) sum += run.weights[t];
    return sum;
}

WindowMoments gather_by_displacement(std::span<const WindowRun> runs, const WindowShape& shape,
                                     int threads) {
    WindowMoments moments{shape, 0, std::vector<double>(shape.columns() * shape.columns(), 0.0)};
    std::vector<std::vector<double>> extras(runs.size());
    for (std::size_t r = 0; r < runs.size(); ++r) {
        moments.windows += weight_of(runs[r]);
        extras[r] = extra_columns(runs[r], shape);
    }
#pragma omp parallel num_threads(threads)
    {
#pragma omp for schedule(dynamic) nowait
        for (std::size_t begin = 0; begin < shape.width(); begin += diagonal_block) {
            displace(runs, moments, begin);
        }
#pragma omp for schedule(static)
        for (std::size_t column = 0; column < shape.columns(); ++column) {
            multiply_extras(runs, extras, moments, column);
        }
    }
    mirror(moments);
    return moments;
}

WindowMoments gather_by_product(std::span<const WindowRun> runs, const WindowShape& shape,
                                int threads) {
    WindowMoments moments{shape, 0, std::vector<double>(shape.columns() * shape.columns(), 0.0)};
    std::vector<double> rows;
    const std::size_t tiles = (shape.columns() + tile - 1) / tile;
    for (const WindowRun& run : runs) {
        moments.windows += weight_of(run);
        const std::vector<double> extras = extra_columns(run, shape);
        for (std::size_t first = 0; first < run.windows; first += chunk) {
            const std::size_t count = std::min(chunk, run.windows - first);
            fill_windows(run, shape, extras, first, count, rows);
#pragma omp parallel for collapse(2) schedule(dynamic) num_threads(threads)
            for (std::size_t i = 0; i < tiles; ++i) {
                for (std::size_t j = 0; j < tiles; ++j) {
                    if (j >= i) multiply_tile(rows, count, moments, i * tile, j * tile);
                }
            }
        }
    }
    mirror(moments);
    return moments;
}

WindowMoments gather_sums(std::span<const WindowRun> runs, const WindowShape& shape, int threads) {
    const bool weighted = std::any_of(runs.begin(), runs.end(),
                                      [](const WindowRun& run) { return run.weights != nullptr; });
    return weighted || shape.future > 0 ? gather_by_product(runs, shape, threads)
                                        : gather_by_displacement(runs, shape, threads);
}

/// Cholesky, then both triangles for all targets; false: the matrix is not positive definite.
bool solve_one(const NormalEquations& equations, double penalty, std::vector<double>& matrix,
               std::vector<double>& coefficients) {
    const auto features = static_cast<lapack_int>(equations.features);
    const auto targets = static_cast<lapack_int>(equations.targets);
    matrix = equations.matrix;
    coefficients = equations.products;
    for (std::size_t i = 0; i < equations.features; ++i) {
        if (equations.intercept && i == equations.lags) continue;
        matrix[i * equations.features + i] += penalty;
    }
    // A symmetric matrix reads alike by rows and by columns, and so do the targets' rows: no copy
    // has to be turned.
    return LAPACKE_dpotrf(LAPACK_COL_MAJOR, 'L', features, matrix.data(), features) == 0 &&
           LAPACKE_dpotrs(LAPACK_COL_MAJOR, 'L', features, targets, matrix.data(), features,
                          coefficients.data(), features) == 0 &&
           std::all_of(coefficients.begin(), coefficients.end(),
                       [](double value) { return std::isfinite(value); });
}

class OpenBlasRidge final : public RidgeBackend {
  public:
    explicit OpenBlasRidge(int threads) : threads_(threads) {
        // Threads work on series and blocks; inside a call one is enough, and keeps the bits.
        openblas_set_num_threads(1);
    }

    [[nodiscard]] std::string name() const override { return "cpu"; }

    [[nodiscard]] WindowMoments gather(std::span<const WindowRun> runs,
                                       const WindowShape& shape) override {
        return gather_sums(runs, shape, threads_);
    }

    [[nodiscard]] std::vector<std::vector<double>> solve(
        const NormalEquations& equations, std::span<const double> penalties) override {
        std::vector<std::vector<double>> all(penalties.size());
#pragma omp parallel for schedule(dynamic) num_threads(threads_)
        for (std::size_t i = 0; i < penalties.size(); ++i) {
            std::vector<double> matrix;
            if (!solve_one(equations, penalties[i], matrix, all[i])) all[i].clear();
        }
        return all;
    }

    void fit_each(std::span<const RidgeSeries> series, const RidgeSpec& spec,
                  const std::function<void(std::size_t, std::span<const double>)>& sink) override {
#pragma omp parallel num_threads(threads_)
        {
            std::vector<double> matrix;
            std::vector<double> coefficients;
#pragma omp for schedule(dynamic)
            for (std::size_t s = 0; s < series.size(); ++s) {
                const NormalEquations equations =
                    normal_equations(gather_sums(series[s].runs, spec.shape, 1), spec.centring);
                const double penalty = spec.penalty * (spec.relative ? equations.lag_power() : 1.0);
                if (!solve_one(equations, penalty, matrix, coefficients)) coefficients.clear();
                sink(s, coefficients);
            }
        }
    }

  private:
    int threads_;
};

}  // namespace

std::unique_ptr<RidgeBackend> create_openblas_ridge(int threads) {
    return std::make_unique<OpenBlasRidge>(threads);
}

}  // namespace nightwatt
