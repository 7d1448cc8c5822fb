#pragma once

#include <array>
#include <deque>
#include <unordered_map>
#include <utility>
#include <vector>

#include "forecast/job_samples.hpp"

namespace nightwatt {

/// Values with weights, sorted: what may happen, and how probable it is.
class WeightedOutcomes {
  public:
    explicit WeightedOutcomes(std::vector<std::pair<double, double>> value_and_weight);

    [[nodiscard]] bool empty() const { return values_.empty(); }
    /// The smallest value that a share of the weight does not lie above.
    [[nodiscard]] double quantile(double share) const;
    /// Share of the weight below a value; values equal to it count half.
    [[nodiscard]] double rank(double value) const;

  private:
    std::vector<std::pair<double, double>> values_;  ///< value, weight up to and with it
};

/// What jobs alike did: the latest of each level's key, all in one distribution. On a level a job
/// weighs `decay` times as much as the one that ended after it, since what a user does changes, and
/// each level weighs four times as much as the one before, so that the finest that is known speaks
/// (templates of Smith, Foster and Taylor, 1998, mixed instead of chosen).
class JobTemplates {
  public:
    explicit JobTemplates(double decay) : decay_(decay) {}

    void learn(const AlikeKeys& keys, double y);

    [[nodiscard]] WeightedOutcomes outcomes(const AlikeKeys& keys) const;
    /// The same by levels before the user only.
    [[nodiscard]] WeightedOutcomes coarse_outcomes(const AlikeKeys& keys) const;
    /// How many jobs of the same user are remembered; of the same needs, where none is named.
    [[nodiscard]] std::size_t own_jobs(const AlikeKeys& keys) const;

  private:
    [[nodiscard]] const std::deque<double>* latest(const AlikeKeys& keys, std::size_t level) const;
    [[nodiscard]] WeightedOutcomes mixed(const AlikeKeys& keys, std::size_t levels) const;

    double decay_;
    std::array<std::unordered_map<std::uint64_t, std::deque<double>>, alike_levels> latest_;
};

/// How much longer (in logarithms) jobs take on each class than on average, from jobs alike that
/// ran on different ones: y = a[finest key] + d[class], least squares with a pull of d to 0. Jobs
/// that never change class say nothing, and d stays 0 where nobody does.
[[nodiscard]] std::vector<double> class_offsets(const std::vector<JobSample>& samples,
                                                std::size_t classes);

}  // namespace nightwatt
