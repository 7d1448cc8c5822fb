#pragma once

#include <cstddef>
#include <span>

namespace nightwatt {

/// A point of a distribution: a share `probability` of the values lies at or below `value`.
struct Quantile {
    double probability;
    double value;
};

/// Inverse of a distribution given by quantiles from probability 0 to 1, both rising; straight
/// lines between them. Tables instead of formulas: no exp or log, so every machine makes the same
/// values.
[[nodiscard]] constexpr double value_at(std::span<const Quantile> table, double probability) {
    std::size_t i = 1;
    while (i + 1 < table.size() && table[i].probability < probability) ++i;
    const Quantile& a = table[i - 1];
    const Quantile& b = table[i];
    return a.value +
           (b.value - a.value) * ((probability - a.probability) / (b.probability - a.probability));
}

/// The share of values at or below `value`.
[[nodiscard]] constexpr double probability_at(std::span<const Quantile> table, double value) {
    if (value <= table.front().value) return table.front().probability;
    if (value >= table.back().value) return table.back().probability;
    std::size_t i = 1;
    while (table[i].value < value) ++i;
    const Quantile& a = table[i - 1];
    const Quantile& b = table[i];
    return a.probability +
           (b.probability - a.probability) * ((value - a.value) / (b.value - a.value));
}

}  // namespace nightwatt
