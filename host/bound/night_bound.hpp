#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "bound/bound.hpp"

namespace nightwatt {

/// Multipliers (dual_point.hpp) and the grid that they stand on.
struct NightPrices {
    std::uint32_t steps_per_slot = 0;
    std::vector<double> multipliers;
};

/// The bound of the full model by prices of energy and resources on a grid of time; README.md has
/// the formulas. Owns the prices.
class NightBound : public BoundMethod {
  public:
    NightBound(const Problem& problem, std::uint32_t threads, double least_gain,
               const MakeTaskPass& make_pass = {});
    ~NightBound() override;

    bool advance() override;
    void certify() override;
    [[nodiscard]] LowerBound bound() const override;
    [[nodiscard]] std::optional<Guide> guide(std::uint32_t per_task) const override;
    [[nodiscard]] BoundState state() const override;
    void restore(const BoundState& state) override;
    /// The best ones so far.
    [[nodiscard]] NightPrices prices() const;

  private:
    class State;
    std::unique_ptr<State> state_;
};

}  // namespace nightwatt
