#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "bound/night_bound.hpp"

namespace nightwatt {

/// The multipliers of a whole night, for a problem that has some of its servers: row i of `server`
/// is the problem's server i among those of the night. Groups of servers that the problem does not
/// have are left out.
[[nodiscard]] NightPrices prices_of_some(const DualLayout& whole, const ServerGroups& whole_groups,
                                         const NightPrices& prices, const Problem& some,
                                         const std::vector<std::uint32_t>& server);

/// Prices that stand: what others have found for the night that this problem is a share of. Nothing
/// is proven about the problem itself.
class GivenPrices final : public BoundMethod {
  public:
    /// `problem` must outlive it.
    GivenPrices(const Problem& problem, NightPrices prices, std::uint32_t threads);

    bool advance() override { return false; }
    void certify() override {}
    [[nodiscard]] LowerBound bound() const override { return {}; }
    [[nodiscard]] std::optional<Guide> guide(std::uint32_t per_task) const override;
    [[nodiscard]] BoundState state() const override;
    void restore(const BoundState& state) override;

  private:
    const Problem& problem_;
    NightPrices prices_;
    std::uint32_t threads_;
};

}  // namespace nightwatt
