#pragma once

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <tuple>
#include <vector>

#include "instance/tables.hpp"

namespace nightwatt {

/// The order of rows carries no meaning in CSV, but the tables of an instance are sorted by keys.

[[nodiscard]] inline auto csv_key(const RuntimeTable& table, std::size_t row) {
    return std::tuple(table.task[row], table.class_index[row], table.level[row]);
}
/// Fastest first.
[[nodiscard]] inline auto csv_key(const LevelTable& table, std::size_t row) {
    return std::tuple(table.class_index[row], -table.relative_frequency[row]);
}
[[nodiscard]] inline auto csv_key(const CopTable& table, std::size_t row) {
    return std::tuple(table.site[row], table.temperature_c[row]);
}
[[nodiscard]] inline auto csv_key(const SeriesTable& table, std::size_t row) {
    return std::tuple(table.site[row], table.start_s[row]);
}

/// Rows of the table by their keys; rows of one key stay as they stand.
template <class Table>
[[nodiscard]] std::vector<std::size_t> csv_order(const Table& table) {
    std::vector<std::size_t> order(table.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return csv_key(table, a) < csv_key(table, b);
    });
    return order;
}

/// Row i becomes what row order[i] was.
template <class Table>
void put_in_order(Table& table, const std::vector<std::size_t>& order) {
    visit_columns(table, [&](const Column&, auto& values) {
        auto sorted = values;
        for (std::size_t row = 0; row < order.size(); ++row) sorted[row] = values[order[row]];
        values = std::move(sorted);
    });
}

}  // namespace nightwatt
