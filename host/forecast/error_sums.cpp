#include "forecast/error_sums.hpp"

#include <cmath>
#include <numeric>

namespace nightwatt {

namespace {

double ratio(double sum, double count) {
    return count > 0 ? sum / count : std::nan("");
}

double total(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}

}  // namespace

ErrorSums::ErrorSums(std::size_t horizon) : squares(horizon), distances(horizon), count(horizon) {}

void ErrorSums::add(const std::vector<double>& forecast, const double* truth) {
    for (std::size_t h = 0; h < forecast.size(); ++h) {
        if (std::isnan(truth[h])) continue;
        const double error = forecast[h] - truth[h];
        squares[h] += error * error;
        distances[h] += std::abs(error);
        count[h] += 1;
    }
}

double ErrorSums::rmse() const {
    return std::sqrt(ratio(total(squares), total(count)));
}

double ErrorSums::mae() const {
    return ratio(total(distances), total(count));
}

double ErrorSums::rmse(std::size_t step) const {
    return std::sqrt(ratio(squares[step], count[step]));
}

double ErrorSums::mae(std::size_t step) const {
    return ratio(distances[step], count[step]);
}

double skill(double rmse, double other) {
    return other > 0 ? 1 - rmse / other : std::nan("");
}

NaiveForecasts naive_forecasts(std::span<const double> lags, std::size_t season,
                               std::size_t horizon) {
    NaiveForecasts naive;
    naive.persistence.assign(horizon, lags.back());
    for (std::size_t h = 0; h < horizon; ++h) {
        naive.seasonal.push_back(lags[lags.size() - season + h % season]);
    }
    return naive;
}

}  // namespace nightwatt
