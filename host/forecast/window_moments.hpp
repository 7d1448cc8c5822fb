#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace nightwatt {

/// A regression on windows of a series. A window that begins at step t holds `lags` values, which
/// are known, and `horizon` values behind them, which are to be forecast: the moment of the
/// forecast lies between the two. Its columns, in this order:
///
///     lags       x[t] ... x[t + lags - 1]
///     targets    x[t + lags] ... x[t + lags + horizon - 1]
///     constant   1, if `intercept`
///     scale      standard deviation of the lags, if `scale`
///     calendar   `calendar` values known of the window's first step
///     future     for each of `future` series its values at the targets' steps
struct WindowShape {
    std::size_t lags = 0;
    std::size_t horizon = 0;
    bool intercept = false;
    bool scale = false;
    std::size_t calendar = 0;
    std::size_t future = 0;

    [[nodiscard]] std::size_t width() const { return lags + horizon; }
    /// Columns that are neither lags nor targets.
    [[nodiscard]] std::size_t extras() const {
        return (intercept ? 1 : 0) + (scale ? 1 : 0) + calendar + future * horizon;
    }
    /// Columns that forecasts are made of.
    [[nodiscard]] std::size_t features() const { return lags + extras(); }
    [[nodiscard]] std::size_t columns() const { return width() + extras(); }
};

/// Windows that begin at `windows` steps in a row and hold no gap.
struct WindowRun {
    const double* values = nullptr;  ///< windows + width - 1 of them
    std::size_t windows = 0;
    const double* calendar = nullptr;   ///< [windows][calendar]
    std::vector<const double*> future;  ///< each beside `values`, step by step
    const double* weights = nullptr;    ///< [windows]; null: all 1
};

/// Sums of products of the columns over all windows, weighted: symmetric, row by row.
struct WindowMoments {
    WindowShape shape;
    double windows = 0;  ///< sum of the weights
    std::vector<double> sums;

    [[nodiscard]] const double* row(std::size_t column) const {
        return sums.data() + column * shape.columns();
    }
};

/// The least squares problem that forecasts features -> targets: minimise over B
/// sum |targets - B * features|^2. With centring (instance normalisation) the mean of the last
/// `centring` lags is taken from lags and targets alike.
struct NormalEquations {
    std::size_t features = 0;
    std::size_t targets = 0;
    std::size_t lags = 0;
    bool intercept = false;        ///< the feature behind the lags is 1
    std::vector<double> matrix;    ///< features x features, symmetric
    std::vector<double> products;  ///< targets x features
    std::vector<double> squares;   ///< sum of each target's squares
    double windows = 0;

    /// Mean of the lags' sums of squares: what penalties are relative to.
    [[nodiscard]] double lag_power() const;
};
[[nodiscard]] NormalEquations normal_equations(const WindowMoments& moments, std::size_t centring);

/// Sum of squared errors over all windows and targets of coefficients [targets][features].
[[nodiscard]] double squared_error(const NormalEquations& equations,
                                   std::span<const double> coefficients);

}  // namespace nightwatt
