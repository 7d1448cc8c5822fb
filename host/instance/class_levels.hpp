#pragma once

#include "instance/instance.hpp"

namespace nightwatt {

/// Levels that a class may have: a plan's genes hold a level in 8 bits (kernels/population.hpp).
inline constexpr std::size_t max_levels = 256;

/// The frequency levels of every class; a class without rows in /levels has one, at full frequency.
/// The table must be sorted by class and its classes must exist.
class ClassLevels {
  public:
    explicit ClassLevels(const Instance& instance);

    [[nodiscard]] std::size_t count(std::size_t class_index) const {
        const std::size_t rows = first_[class_index + 1] - first_[class_index];
        return rows == 0 ? 1 : rows;
    }
    [[nodiscard]] double frequency(std::size_t class_index, std::size_t level) const {
        return value(levels_->relative_frequency, class_index, level);
    }
    [[nodiscard]] double power(std::size_t class_index, std::size_t level) const {
        return value(levels_->relative_power, class_index, level);
    }

  private:
    [[nodiscard]] double value(const std::vector<double>& column, std::size_t class_index,
                               std::size_t level) const {
        const std::size_t row = first_[class_index] + level;
        return row < first_[class_index + 1] ? column[row] : 1.0;
    }

    const LevelTable* levels_;
    std::vector<std::size_t> first_;  ///< [class + 1], rows of /levels
};

}  // namespace nightwatt
