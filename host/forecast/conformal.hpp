#pragma once

#include <cstddef>
#include <deque>
#include <vector>

namespace nightwatt {

/// Place of the quantile among `count` sorted values, from 0: the ceil((count + 1) * share)-th.
[[nodiscard]] std::size_t quantile_place(std::size_t count, double share);

/// Split-conformal intervals: where errors of the past and of the future are exchangeable,
/// |error| <= q holds with probability `coverage` at least, q being the
/// ceil((n + 1) * coverage)-th smallest of n past absolute errors (the largest, where that is
/// beyond). `errors` in any order; 0 where there are none.
[[nodiscard]] double conformal_width(std::vector<double> errors, double coverage);

/// The same for series that drift (Gibbs and Candes, Adaptive Conformal Inference, 2021): the
/// errors of the latest `memory` steps count, and the share of misses aimed at moves by `pace` *
/// (aim - miss) after each step, which brings the share of misses in the long run to the aim
/// whatever the series does.
class AdaptiveWidth {
  public:
    AdaptiveWidth(const std::vector<double>& errors, double coverage, double pace = 0.02,
                  std::size_t memory = 1000);

    [[nodiscard]] double width() const;
    /// What the error of a step that width() was used for turned out to be.
    void learn(double width_used, double error);

  private:
    double aim_;    ///< share of misses
    double share_;  ///< share of misses that widths are made for now; may leave [0, 1]
    double pace_;
    std::size_t memory_;
    std::deque<double> recent_;
    std::vector<double> sorted_;
};

}  // namespace nightwatt
