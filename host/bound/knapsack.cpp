#include "bound/knapsack.hpp"

#include <algorithm>

namespace nightwatt {

std::int64_t Knapsack::solve(std::span<const Item> items, std::uint32_t capacity) {
    worth_.clear();
    chosen_.clear();
    std::uint64_t units = 0;
    std::int64_t profit = 0;
    for (std::uint32_t k = 0; k < items.size(); ++k) {
        if (items[k].profit <= 0 || items[k].units > capacity) continue;
        worth_.push_back(k);
        units += items[k].units;
        profit += items[k].profit;
    }
    if (units <= capacity) {
        chosen_ = worth_;
        return profit;
    }
    const std::size_t words = capacity / 64 + 1;
    best_.assign(std::size_t{capacity} + 1, 0);
    taken_.assign(worth_.size() * words, 0);
    for (std::size_t n = 0; n < worth_.size(); ++n) {
        const Item item = items[worth_[n]];
        std::uint64_t* const taken = taken_.data() + n * words;
        for (std::uint32_t left = capacity - item.units + 1; left-- > 0;) {
            const std::uint32_t u = left + item.units;
            const std::int64_t with = best_[left] + item.profit;
            const bool better = with > best_[u];
            best_[u] = better ? with : best_[u];
            taken[u / 64] |= std::uint64_t{better} << (u % 64);
        }
        cells_ += capacity - item.units + 1;
    }
    std::uint32_t u = capacity;
    for (std::size_t n = worth_.size(); n-- > 0;) {
        if ((taken_[n * words + u / 64] >> (u % 64) & 1) == 0) continue;
        chosen_.push_back(worth_[n]);
        u -= items[worth_[n]].units;
    }
    std::reverse(chosen_.begin(), chosen_.end());
    return best_[capacity];
}

}  // namespace nightwatt
