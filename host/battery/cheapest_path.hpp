#pragma once

#include <cstddef>
#include <vector>

namespace nightwatt {

/// A convex function that is linear in pieces, on an interval: from `begin`, where it is `value`,
/// piece after piece. Slopes rise.
struct ConvexLine {
    struct Piece {
        double slope;
        double length;
    };
    double begin = 0;
    double value = 0;
    std::vector<Piece> pieces;

    /// Adds a piece at the end; a length that is not above 0 is none.
    void add(double slope, double length) {
        if (length > 0) pieces.push_back({slope, length});
    }
    [[nodiscard]] double end() const;
    /// Keeps what lies within [low, high], which must meet the interval.
    void restrict_to(double low, double high);
};

/// What a battery's level may be.
struct LevelLimits {
    double start = 0;
    double most = 0;       ///< always; the least is 0
    double least_end = 0;  ///< at the end
};

struct LevelPath {
    double cost = 0;
    std::vector<double> change;  ///< [slot]: of the level
};

/// The cheapest way through the slots, where changing the level by d in slot t costs slot[t](d):
///
///   least sum over t of slot[t](d_t),  0 <= start + d_0 + ... + d_t <= most,
///                                      start + d_0 + ... + d_last >= least_end
///
/// Exact but for the rounding of doubles: the least cost V_t of each level after t slots is convex
/// and linear in pieces, V_t+1(x) = min over d of V_t(x - d) + slot[t](d) merges the pieces of both
/// by their slopes, and the level's limits cut off its ends. Among equal ways each slot, from the
/// last one on, takes the change nearest to 0. Every line must contain 0; the end must be in reach.
class CheapestPath {
  public:
    explicit CheapestPath(const LevelLimits& limits) : limits_(limits) {}

    [[nodiscard]] LevelPath find(const std::vector<ConvexLine>& slot);

  private:
    void begin(std::size_t slots);
    void advance(std::size_t t, const ConvexLine& slot);
    [[nodiscard]] double best_end(const ConvexLine& last, double& cost) const;
    [[nodiscard]] static double change_before(const ConvexLine& before, const ConvexLine& slot,
                                              double level);

    LevelLimits limits_;
    std::vector<ConvexLine> costs_;  // [slot + 1]: V
};

}  // namespace nightwatt
