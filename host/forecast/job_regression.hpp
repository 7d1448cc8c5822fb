#pragma once

#include <vector>

namespace nightwatt {

/// Ridge regression of few features, standardised: minimise over b
///
///     sum_i (y_i - mean y - sum_f b_f (x_if - mean x_f) / deviation x_f)^2 + penalty * n * |b|^2
///
/// Features that do not vary count nothing.
class SmallRidge {
  public:
    /// rows[i] are the features of y[i].
    SmallRidge(const std::vector<std::vector<double>>& rows, const std::vector<double>& y,
               double penalty);

    [[nodiscard]] double predict(const std::vector<double>& row) const;

  private:
    std::vector<double> mean_;
    std::vector<double> weight_;  ///< by unit of the feature
    double intercept_ = 0;
};

}  // namespace nightwatt
