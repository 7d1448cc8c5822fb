#include "instance/class_levels.hpp"

namespace nightwatt {

ClassLevels::ClassLevels(const Instance& instance)
    : levels_(&instance.levels), first_(instance.classes.size() + 1, 0) {
    for (const std::int32_t k : instance.levels.class_index)
        ++first_[static_cast<std::size_t>(k) + 1];
    for (std::size_t k = 1; k < first_.size(); ++k) first_[k] += first_[k - 1];
}

}  // namespace nightwatt
