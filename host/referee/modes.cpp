#include "referee/modes.hpp"

#include <algorithm>

#include "referee/units.hpp"

namespace nightwatt::referee {

namespace {

/// Rows [first, last) of a sorted index column that hold `wanted`.
std::pair<std::size_t, std::size_t> rows_of(const std::vector<std::int32_t>& column,
                                            std::int32_t wanted) {
    const auto [first, last] = std::equal_range(column.begin(), column.end(), wanted);
    return {static_cast<std::size_t>(first - column.begin()),
            static_cast<std::size_t>(last - column.begin())};
}

}  // namespace

std::int32_t level_count(const Instance& instance, std::int32_t class_index) {
    const auto [first, last] = rows_of(instance.levels.class_index, class_index);
    return first == last ? 1 : static_cast<std::int32_t>(last - first);
}

Mode find_mode(const Instance& instance, std::size_t task, std::int32_t class_index,
               std::int32_t level) {
    const RuntimeTable& rows = instance.runtimes;
    const auto [first, last] = rows_of(rows.task, static_cast<std::int32_t>(task));
    bool class_found = false;
    bool levels_listed = false;
    std::size_t base = last;
    for (std::size_t row = first; row != last; ++row) {
        if (rows.class_index[row] != class_index) continue;
        class_found = true;
        if (rows.level[row] < 0) {
            base = row;
            continue;
        }
        levels_listed = true;
        if (rows.level[row] == level) {
            return {Mode::Verdict::Allowed, to_ms(rows.runtime_s[row]), rows.power_w[row]};
        }
    }
    if (!class_found) return {};
    if (level < 0 || level >= level_count(instance, class_index)) {
        return {.verdict = Mode::Verdict::NoSuchLevel};
    }
    if (levels_listed) return {.verdict = Mode::Verdict::LevelNotGiven};

    const auto [level_first, level_last] = rows_of(instance.levels.class_index, class_index);
    double frequency = 1;
    double power = 1;
    if (level_first != level_last) {
        const std::size_t row = level_first + static_cast<std::size_t>(level);
        frequency = instance.levels.relative_frequency[row];
        power = instance.levels.relative_power[row];
    }
    const double b = instance.tasks.frequency_sensitivity[task];
    return {Mode::Verdict::Allowed, to_ms(rows.runtime_s[base] * (b / frequency + 1 - b)),
            rows.power_w[base] * power};
}

}  // namespace nightwatt::referee
