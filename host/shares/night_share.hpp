#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "bound/given_prices.hpp"
#include "bound/task_pass.hpp"
#include "instance/instance.hpp"
#include "problem/problem.hpp"

namespace nightwatt {

/// One share of a night (deal_night.hpp): its tasks among all servers while prices are looked for,
/// and then its tasks and servers as a night of their own.
class NightShare {
  public:
    /// `frame`: the night without tasks; `servers`: the share's own, ascending; `shares`: of the
    /// night.
    NightShare(Instance frame, std::vector<std::uint32_t> servers, std::size_t shares);

    /// The share's tasks of a block.
    void add(const Instance& block, std::span<const std::size_t> rows);

    /// Its tasks, free to go to any server: what it adds to the lower bound of the whole night.
    /// No more tasks may be added. Throws InputError where the sums of so many shares might not
    /// fit.
    [[nodiscard]] const Problem& among_all();
    /// Sums for the whole night's bound. Prices stand on a grid of `steps_per_slot`.
    [[nodiscard]] TaskTotals price(const PriceIntegrals& prices, const TaskSample& sample,
                                   std::uint32_t steps_per_slot, std::uint32_t threads);

    /// The share as a night of its own; nothing can be priced any more. `steps_per_slot`: of the
    /// prices that it is to follow, which a run that goes on has not looked for itself; 0: none.
    [[nodiscard]] Instance take_night(std::uint32_t steps_per_slot);
    /// The bound method of that night that goes by the whole night's prices.
    [[nodiscard]] std::unique_ptr<BoundMethod> follow(const NightPrices& prices, const Problem& own,
                                                      std::uint32_t threads) const;

    [[nodiscard]] const std::vector<std::uint32_t>& servers() const { return servers_; }
    [[nodiscard]] std::size_t tasks() const { return tasks_; }

  private:
    struct Pricing;
    Instance night_;
    std::vector<std::uint32_t> servers_;
    std::size_t shares_;
    std::size_t tasks_ = 0;
    std::unique_ptr<Problem> problem_;  ///< among all servers
    std::shared_ptr<Pricing> pricing_;
};

}  // namespace nightwatt
