#include "pareto/front_steps.hpp"

#include <algorithm>

namespace nightwatt {

std::optional<double> WeightSteps::next(const Front& front) {
    const std::vector<FrontPoint>& points = front.points();
    double most = 0;
    std::optional<double> weight;
    std::pair<std::int64_t, std::int64_t> chosen;
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        const std::pair<std::int64_t, std::int64_t> pair{front.other(i), front.other(i + 1)};
        if (tried_.contains(pair)) continue;
        const auto wide = static_cast<double>(pair.second - pair.first);
        const auto high = static_cast<double>(points[i].energy_nano - points[i + 1].energy_nano);
        if (wide * high <= most) continue;
        most = wide * high;
        weight = high / wide;
        chosen = pair;
    }
    if (weight) tried_.insert(chosen);
    return weight;
}

std::optional<std::int64_t> LimitSteps::next(const Front& front) {
    const std::vector<FrontPoint>& points = front.points();
    double most = 0;
    std::optional<std::int64_t> limit;
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        // A limit that was tried between the two has found nothing better than the left one.
        std::int64_t low = front.other(i);
        for (const std::int64_t t : tried_) {
            if (t < front.other(i + 1)) low = std::max(low, t);
        }
        const std::int64_t wide = front.other(i + 1) - low;
        const auto high = static_cast<double>(points[i].energy_nano - points[i + 1].energy_nano);
        if (wide < 2 || static_cast<double>(wide) * high <= most) continue;
        most = static_cast<double>(wide) * high;
        limit = low + wide / 2;
    }
    if (limit) tried_.push_back(*limit);
    return limit;
}

const FrontPoint& best_for_weight(const Front& front, double weight) {
    const auto value = [&](const FrontPoint& p) {
        return static_cast<double>(p.energy_nano) +
               weight * static_cast<double>(p.other(front.objectives()));
    };
    return *std::min_element(
        front.points().begin(), front.points().end(),
        [&](const FrontPoint& a, const FrontPoint& b) { return value(a) < value(b); });
}

const FrontPoint& best_within(const Front& front, std::int64_t limit) {
    std::size_t last = 0;
    while (last + 1 < front.points().size() && front.other(last + 1) <= limit) ++last;
    return front.points()[last];
}

}  // namespace nightwatt
