#pragma once

#include <cstdint>
#include <vector>

#include "kernels/problem_view.hpp"

namespace nightwatt {

/// What is free on one server over time, and when it is busy, while tasks with fixed starts are
/// added.
class ServerProfile {
  public:
    explicit ServerProfile(const Resources& capacity) : steps_{{INT64_MIN, capacity, 0}} {}

    /// Earliest moment from from_ms on at which `need` fits for run_ms; INT64_MAX if there is none
    /// up to last_ms.
    [[nodiscard]] std::int64_t earliest_fit_ms(const Resources& need, std::int64_t run_ms,
                                               std::int64_t from_ms, std::int64_t last_ms) const;
    /// Latest moment up to from_ms at which it fits; INT64_MIN if there is none from least_ms on.
    [[nodiscard]] std::int64_t latest_fit_ms(const Resources& need, std::int64_t run_ms,
                                             std::int64_t from_ms, std::int64_t least_ms) const;

    /// The moment, not before least_ms, from which on `need` fits up to t_ms.
    [[nodiscard]] std::int64_t free_since_ms(const Resources& need, std::int64_t t_ms,
                                             std::int64_t least_ms) const;
    /// The moment, not after last_ms, up to which `need` fits from t_ms on.
    [[nodiscard]] std::int64_t free_until_ms(const Resources& need, std::int64_t t_ms,
                                             std::int64_t last_ms) const;

    /// Takes `need` over [from_ms, to_ms), where it must fit.
    void add(const Resources& need, std::int64_t from_ms, std::int64_t to_ms);

    /// From `from_ms` on the state is the same until the next step.
    struct Step {
        std::int64_t from_ms;
        Resources free;
        std::uint32_t running;
    };
    /// The first one begins before all times.
    [[nodiscard]] const std::vector<Step>& steps() const { return steps_; }
    /// The step that holds a moment.
    [[nodiscard]] std::size_t step_at(std::int64_t t_ms) const;

    [[nodiscard]] bool empty() const { return steps_.size() == 1; }

  private:
    std::size_t cut(std::int64_t t_ms);

    std::vector<Step> steps_;
};

}  // namespace nightwatt
