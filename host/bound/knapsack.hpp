#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace nightwatt {

/// The most profitable set of items within a capacity, by dynamic programming over capacities
/// 0 .. capacity: O(items * capacity) time, an eighth of that in bytes.
class Knapsack {
  public:
    struct Item {
        std::uint32_t units;
        std::int64_t profit;
    };

    /// Returns the profit, and in chosen() the set. Items without profit are never chosen.
    std::int64_t solve(std::span<const Item> items, std::uint32_t capacity);
    /// Indices of the chosen items, ascending.
    [[nodiscard]] const std::vector<std::uint32_t>& chosen() const { return chosen_; }
    /// Cells filled so far: what it costs.
    [[nodiscard]] std::int64_t cells() const { return cells_; }

  private:
    std::vector<std::uint32_t> worth_;  // items that may be chosen
    std::vector<std::int64_t> best_;    // [capacity + 1]
    std::vector<std::uint64_t> taken_;  // [item * words + unit / 64]
    std::vector<std::uint32_t> chosen_;
    std::int64_t cells_ = 0;
};

}  // namespace nightwatt
