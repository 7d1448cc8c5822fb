#pragma once

#include <array>

#include "generate/night_parts.hpp"

namespace nightwatt::night_parts {

/// Units of each resource in all servers.
[[nodiscard]] std::array<double, ResourceCount> total_capacity(const Instance& night);

/// Runtimes before a class's slowdown: those of the trace, cut at the longest and stretched by one
/// common factor, so that the night has the load asked for. Needs of the tasks are known before.
class Stretch {
  public:
    Stretch(const Instance& night, const UsedClasses& classes, const Draws& draws);

    /// Halves the interval of factors until the load is met; the nearest one where it cannot be.
    /// The longest run never cuts below the trace's 5th percentile.
    void meet(double load_wanted);

    [[nodiscard]] double runtime_s(std::size_t j) const;
    /// Demand by capacity over the horizon, of the scarcest resource, each task on its fastest
    /// class; classes faster than those of the trace count as these.
    [[nodiscard]] double load() const { return load_at(1); }
    /// The same with the fast classes as they are: what no plan can undercut.
    [[nodiscard]] double least_load() const { return load_at(0); }
    [[nodiscard]] double factor() const { return factor_; }

  private:
    void set(double factor);
    [[nodiscard]] double load_at(double least_slowdown) const;

    const Instance& night_;
    const Draws& draws_;
    std::vector<double> fastest_;  ///< each task's least slowdown
    double longest_s_;
    double factor_ = 1;
    double kept_ = 1;  ///< share of the trace's runtimes that lies below the longest
};

}  // namespace nightwatt::night_parts
