#pragma once

#include <string>
#include <vector>

#include "forecast/linear_map.hpp"
#include "forecast/ridge_backend.hpp"

namespace nightwatt {

/// What may be chosen from.
struct RidgeGrid {
    std::vector<std::size_t> lookbacks;  ///< steps
    /// Steps of the trailing mean that is taken off; those longer than a look-back are left out,
    /// and 0 stands for the whole look-back.
    std::vector<std::size_t> centrings;
    std::vector<double> penalties;  ///< shares of NormalEquations::lag_power()
    std::size_t average = 0;        ///< best members to average; 0: all
};

/// One way to fit: a look-back, a trailing mean, and the penalty that validation liked best.
struct RidgeMember {
    std::size_t lookback = 0;
    std::size_t centring = 0;
    double penalty = 0;
    double validation_mse = 0;
};

/// A series to fit, standardised, and where its steps stand.
struct RidgeData {
    const std::vector<double>* values = nullptr;
    const KnownSeries* known = nullptr;
    Span train;
    Span validation;  ///< its targets; lags may lie before it
};

/// For each look-back and centring the penalty with the least squared error on the validation
/// windows, pooled over all series; the best first (ties: shorter look-back, shorter centring). One
/// look-back alone is fragile: what is used is their average. `shape` gives the horizon and the
/// extra columns. Look-backs with too few windows are left out; empty: all are.
[[nodiscard]] std::vector<RidgeMember> choose_members(RidgeBackend& backend,
                                                      const std::vector<RidgeData>& data,
                                                      const WindowShape& shape,
                                                      const RidgeGrid& grid);

/// The average forecast of members fitted on `train` of all series. Members whose penalty proves
/// too small are left out; a map without weights means that all were.
[[nodiscard]] LinearMap fit_members(RidgeBackend& backend, const std::vector<RidgeData>& data,
                                    const WindowShape& shape,
                                    const std::vector<RidgeMember>& members);

}  // namespace nightwatt
