#include "io/slurm/node_hours.hpp"

#include <algorithm>

namespace nightwatt {

double NodeHours::earliest(double release_s, double run_s,
                           const std::vector<std::uint32_t>& need) const {
    double start_s = std::max(release_s, first_s());
    for (std::size_t k = 0; k < steps_.size(); ++k) {
        if (end_s(k) <= start_s) continue;
        const std::vector<std::uint32_t>& free = steps_[k].free;
        if (!std::equal(need.begin(), need.end(), free.begin(), std::less_equal<>())) {
            start_s = end_s(k);
        } else if (start_s + run_s <= end_s(k)) {
            return start_s;
        }
    }
    return never;
}

std::size_t NodeHours::split(double at_s) {
    const auto next =
        std::find_if(steps_.begin(), steps_.end(), [&](const Step& s) { return s.from_s >= at_s; });
    const auto step = static_cast<std::size_t>(next - steps_.begin());
    if (next == steps_.end() || next->from_s > at_s) {
        steps_.insert(next, {at_s, steps_[step - 1].free});
    }
    return step;
}

void NodeHours::take(double start_s, double run_s, const std::vector<std::uint32_t>& need) {
    const std::size_t first = split(start_s);
    const std::size_t end = start_s + run_s < last_s_ ? split(start_s + run_s) : steps_.size();
    for (std::size_t k = first; k < end; ++k) {
        for (std::size_t r = 0; r < need.size(); ++r) steps_[k].free[r] -= need[r];
    }
}

}  // namespace nightwatt
