#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include "forecast/error_sums.hpp"
#include "forecast/forecast_parameters.hpp"
#include "forecast/linear_map.hpp"
#include "forecast/ridge_backend.hpp"
#include "forecast/selection.hpp"

namespace nightwatt {

/// A series to learn from.
struct ModelInput {
    const std::vector<double>* values = nullptr;  ///< as measured
    const KnownSeries* known = nullptr;
    Span train;
    Span validation;                                           ///< behind train
    std::size_t season = 1;                                    ///< steps of a day
    double lowest = -std::numeric_limits<double>::infinity();  ///< that a value can be
};

/// Absolute error of a forecast made at step `moment`.
struct MomentError {
    std::size_t moment = 0;
    double error = 0;
};

/// What a series' forecasts are made with.
struct SeriesModel {
    std::string method;  ///< "ridge", "persistence" or "seasonal"
    std::string why;     ///< why not ridge; empty: it is
    Standard standard;
    std::size_t season = 1;
    std::size_t horizon = 0;
    double lowest = -std::numeric_limits<double>::infinity();  ///< forecasts stop there
    std::vector<RidgeMember> members;
    LinearMap map;          ///< fitted on train and validation
    ErrorSums ridge;        ///< on the validation part, fitted on train alone
    ErrorSums persistence;  ///< on the validation part
    ErrorSums seasonal;
    /// Absolute errors of `method` on the validation part, by step of the horizon, oldest first.
    std::vector<std::vector<MomentError>> errors;

    /// Steps before the moment of a forecast that it needs.
    [[nodiscard]] std::size_t needs() const;
    /// Errors of `method` on the validation part.
    [[nodiscard]] const ErrorSums& own() const;
    /// `errors` of one step of the horizon.
    [[nodiscard]] std::vector<double> all_errors(std::size_t step) const;
    /// Those that tell how far the forecast made at `moment` errs at a step: of forecasts made at
    /// the same time of day; where they are too few, of forecasts of the same time of day, however
    /// long before; else all. The sun of noon says nothing of midnight's.
    [[nodiscard]] std::vector<double> errors_like(std::size_t step, std::size_t moment) const;
    /// "seasonal" or "persistence", by their errors on the validation part.
    [[nodiscard]] std::string better_naive() const;
};

/// Chooses, fits, validates and fits again on all that is known, for each series; with
/// `parameters.weights` = shared for all together. A model that is worse than a naive forecast on
/// the validation part gives way to the better of the two.
[[nodiscard]] std::vector<SeriesModel> fit_models(RidgeBackend& backend,
                                                  const std::vector<ModelInput>& inputs,
                                                  std::size_t horizon,
                                                  const ForecastParameters& parameters);

/// Fits the members of a model again, on `span`.
void refit(RidgeBackend& backend, const ModelInput& input, Span span, SeriesModel& model);

/// The forecast at step `moment` of a series, in the unit of `values`; nothing from there on is
/// looked at. Empty: too little is known. `borrowed`: values that were missing (lags_before()).
struct Forecast {
    std::vector<double> values;
    NaiveForecasts naive;
    std::size_t borrowed = 0;
};
[[nodiscard]] Forecast forecast_at(const SeriesModel& model, const std::vector<double>& values,
                                   const KnownSeries& known, std::size_t moment);

}  // namespace nightwatt
