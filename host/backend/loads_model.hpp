#pragma once

#include <cstddef>
#include <vector>

#include "kernels/loads/loads_view.hpp"
#include "problem/problem.hpp"

namespace nightwatt {

/// What the education of plans of the family knows beside the problem: the servers' prices, and for
/// every task its few options of least reduced cost. Made once, then shared by all threads.
class LoadsModel {
  public:
    /// Of a task.
    static constexpr std::size_t most_options = 16;

    explicit LoadsModel(const ProblemView& problem);
    [[nodiscard]] LoadsView view() const;
    /// What no plan undercuts.
    [[nodiscard]] std::int64_t bound_nano() const { return bound_nano_; }

  private:
    void keep_few(std::uint32_t task, std::vector<LoadsOption>& options);
    [[nodiscard]] bool fixed_cost(std::uint32_t server) const;

    ProblemView problem_;
    std::vector<std::uint32_t> first_;
    std::vector<LoadsOption> options_;
    std::vector<double> least_;  // [task]
    std::vector<double> lambda_;
    std::vector<double> price_;
    std::vector<double> limit_price_;
    std::vector<double> idle_price_;
    std::vector<double> task_price_;  // [task], or empty
    double task_cost_ = 0;
    double penalty_floor_ = 0;
    std::int64_t floor_ms_ = 0;
    std::int64_t bound_nano_ = 0;
    bool costs_ = false;
    bool fixed_ = false;
};

}  // namespace nightwatt
