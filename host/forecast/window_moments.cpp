#include "forecast/window_moments.hpp"

#include <cblas.h>

#include <algorithm>

#include "kernels/ridge/centring.hpp"

namespace nightwatt {

double NormalEquations::lag_power() const {
    double sum = 0;
    for (std::size_t i = 0; i < lags; ++i) sum += matrix[i * features + i];
    return lags == 0 ? 0 : sum / static_cast<double>(lags);
}

NormalEquations normal_equations(const WindowMoments& moments, std::size_t centring) {
    const WindowShape& shape = moments.shape;
    const std::size_t columns = shape.columns();
    const std::size_t width = shape.width();
    // Sums of products of each column with the mean m of the last lags, and of m with itself.
    std::vector<double> with_mean(columns, 0.0);
    double mean_square = 0;
    if (centring > 0) {
        const double share = 1.0 / static_cast<double>(centring);
        for (std::size_t c = 0; c < columns; ++c) {
            const double* const row = moments.row(c) + shape.lags - centring;
            double sum = 0;
            for (std::size_t i = 0; i < centring; ++i) sum += row[i];
            with_mean[c] = sum * share;
        }
        for (std::size_t i = 0; i < centring; ++i) {
            mean_square += with_mean[shape.lags - centring + i] * share;
        }
    }
    const auto product = [&](std::size_t a, std::size_t b) {
        return centred(
            {moments.row(a)[b], with_mean[a], with_mean[b], mean_square, a < width, b < width});
    };
    const auto column_of = [&](std::size_t feature) {
        return feature < shape.lags ? feature : feature + shape.horizon;
    };
    NormalEquations equations;
    equations.features = shape.features();
    equations.targets = shape.horizon;
    equations.lags = shape.lags;
    equations.intercept = shape.intercept;
    equations.windows = moments.windows;
    equations.matrix.resize(equations.features * equations.features);
    equations.products.resize(equations.targets * equations.features);
    for (std::size_t i = 0; i < equations.features; ++i) {
        for (std::size_t j = 0; j < equations.features; ++j) {
            equations.matrix[i * equations.features + j] = product(column_of(i), column_of(j));
        }
    }
    for (std::size_t h = 0; h < equations.targets; ++h) {
        for (std::size_t j = 0; j < equations.features; ++j) {
            equations.products[h * equations.features + j] = product(shape.lags + h, column_of(j));
        }
        equations.squares.push_back(product(shape.lags + h, shape.lags + h));
    }
    return equations;
}

double squared_error(const NormalEquations& equations, std::span<const double> coefficients) {
    // |y - B f|^2 = y^2 - 2 B (f y) + B (f f) B, summed over the windows.
    const auto features = static_cast<int>(equations.features);
    const auto targets = static_cast<int>(equations.targets);
    std::vector<double> applied(coefficients.size());
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, targets, features, features, 1.0,
                coefficients.data(), features, equations.matrix.data(), features, 0.0,
                applied.data(), features);
    double error = 0;
    for (std::size_t h = 0; h < equations.targets; ++h) {
        double sum = equations.squares[h];
        const std::size_t begin = h * equations.features;
        for (std::size_t i = begin; i < begin + equations.features; ++i) {
            sum += coefficients[i] * (applied[i] - 2 * equations.products[i]);
        }
        error += sum;
    }
    return error;
}

}  // namespace nightwatt
