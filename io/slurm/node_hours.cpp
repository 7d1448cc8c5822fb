#include "io/slurm/node_hours.hpp"

#include <algorithm>

namespace nightwatt {

std::int64_t NodeHours::earliest(std::int64_t release_ms, std::int64_t run_ms,
                                 const std::vector<std::uint32_t>& need) const {
    std::int64_t start_ms = std::max(release_ms, first_ms());
    for (std::size_t k = 0; k < steps_.size(); ++k) {
        if (end_ms(k) <= start_ms) continue;
        const std::vector<std::uint32_t>& free = steps_[k].free;
        if (!std::equal(need.begin(), need.end(), free.begin(), std::less_equal<>())) {
            start_ms = end_ms(k);
        } else if (start_ms + run_ms <= end_ms(k)) {
            return start_ms;
        }
    }
    return never;
}

std::size_t NodeHours::split(std::int64_t at_ms) {
    const auto next = std::find_if(steps_.begin(), steps_.end(),
                                   [&](const Step& s) { return s.from_ms >= at_ms; });
    const auto step = static_cast<std::size_t>(next - steps_.begin());
    if (next == steps_.end() || next->from_ms > at_ms) {
        steps_.insert(next, {at_ms, steps_[step - 1].free});
    }
    return step;
}

void NodeHours::take(std::int64_t start_ms, std::int64_t run_ms,
                     const std::vector<std::uint32_t>& need) {
    const std::size_t first = split(start_ms);
    const std::size_t end = start_ms + run_ms < last_ms_ ? split(start_ms + run_ms) : steps_.size();
    for (std::size_t k = first; k < end; ++k) {
        for (std::size_t r = 0; r < need.size(); ++r) steps_[k].free[r] -= need[r];
    }
}

}  // namespace nightwatt
