#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "bound/guide.hpp"
#include "construct/leftovers.hpp"
#include "construct/price_rounds_state.hpp"
#include "problem/decode.hpp"

namespace nightwatt {

/// Builds plans from a guide's prices again and again, each time learning who was treated badly
/// (squeaky wheel optimisation, Joslin and Clements 1999): tasks are inserted in order of a
/// priority, at first the worth of the resources that they hold,
///
///   priority_j += learning * (what j's place cost - what its best place would cost)
///
/// Some courses with different settings run beside each other, fewer where tasks are many.
/// Deterministic by (problem, guide, number of rounds).
class PriceRounds {
  public:
    PriceRounds(const Problem& problem, const Guide& guide, std::uint32_t threads);

    enum class Outcome { Better, NoBetter, Abandoned };
    /// One plan in every course. `abandon` is asked now and then: once it says so, the round ends
    /// without a trace.
    Outcome advance(const std::function<bool()>& abandon);
    [[nodiscard]] std::int64_t rounds() const { return rounds_; }
    /// Rounds since the best plan got better.
    [[nodiscard]] std::int64_t stalled() const { return stalled_; }
    /// The best plan of each course, best first; empty before the first round.
    [[nodiscard]] std::vector<DecodedPlan> plans() const;

    [[nodiscard]] PriceRoundsState state() const;
    /// Of rounds of the same problem and guide.
    void restore(const PriceRoundsState& state);

  private:
    struct Course {
        double reluctance;
        double learning;
        std::vector<double> priority;     ///< [task]
        std::vector<double> excess_nano;  ///< [task]: of the latest plan
        DecodedPlan now;
        DecodedPlan best;
    };
    [[nodiscard]] bool follow(Course& course, const std::function<bool()>& abandon) const;

    const Problem& problem_;
    const Guide& guide_;
    const Leftovers leftovers_;
    std::uint32_t threads_;
    std::vector<Course> courses_;
    std::int64_t rounds_ = 0;
    std::int64_t stalled_ = 0;
};

}  // namespace nightwatt
