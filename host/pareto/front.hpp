#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "problem/decode.hpp"

namespace nightwatt {

/// What energy is weighed against.
enum class FrontObjectives { EnergyTardiness, EnergyMakespan };

[[nodiscard]] std::string name_of(FrontObjectives objectives);

/// A plan as a front sees it. Energy is all that the plan costs beside tardiness.
struct FrontPoint {
    std::int64_t energy_nano = 0;
    std::int64_t tardiness_nano = 0;
    std::int64_t makespan_ms = 0;
    Plan plan;

    /// What stands against energy.
    [[nodiscard]] std::int64_t other(FrontObjectives objectives) const {
        return objectives == FrontObjectives::EnergyTardiness ? tardiness_nano : makespan_ms;
    }
};

/// Splits the cost of a feasible decoded plan.
[[nodiscard]] FrontPoint front_point(const Problem& problem, const DecodedPlan& decoded);

/// The plans seen so far of which no other is at least as good in both objectives, compared as
/// integers. Of plans that are equal in both the first stays.
class Front {
  public:
    explicit Front(FrontObjectives objectives) : objectives_(objectives) {}

    /// Takes a point in, and out those that it dominates; false where it adds nothing.
    bool add(FrontPoint point);

    /// The points that gain more than this against their neighbours: what rounding explains is no
    /// choice. Of points too close to each other the first stays where energy hardly falls, and the
    /// last where the other objective hardly rises.
    [[nodiscard]] Front told_apart(std::int64_t energy_nano, std::int64_t other) const;

    /// `other` rises and energy falls strictly from point to point.
    [[nodiscard]] const std::vector<FrontPoint>& points() const { return points_; }
    [[nodiscard]] FrontObjectives objectives() const { return objectives_; }
    [[nodiscard]] std::int64_t other(std::size_t i) const { return points_[i].other(objectives_); }

  private:
    FrontObjectives objectives_;
    std::vector<FrontPoint> points_;
};

/// The area that a front dominates, up to a reference point.
struct Hypervolume {
    double other = 0;   ///< reference: nano-money of tardiness, or ms
    double energy = 0;  ///< reference: nano-money
    double area = 0;
};

/// With the worst corner of the front, moved out by a tenth of the front's extent, as reference
/// point. 0 for a front of one point.
[[nodiscard]] Hypervolume hypervolume(const Front& front);

}  // namespace nightwatt
