#include "pareto/front.hpp"

#include <algorithm>

namespace nightwatt {

std::string name_of(FrontObjectives objectives) {
    return objectives == FrontObjectives::EnergyTardiness ? "energy-tardiness" : "energy-makespan";
}

FrontPoint front_point(const Problem& problem, const DecodedPlan& decoded) {
    const ProblemView p = problem.view();
    FrontPoint point;
    point.plan = decoded.plan;
    for (std::uint32_t j = 0; j < p.task_count; ++j) {
        const std::int64_t late_ms = decoded.plan.end_ms[j] - p.tasks[j].deadline_ms;
        if (late_ms > 0) point.tardiness_nano += weighted(late_ms, p.tasks[j].tardiness_weight);
        point.makespan_ms = std::max(point.makespan_ms, decoded.plan.end_ms[j]);
    }
    point.energy_nano = decoded.score.cost_nano - point.tardiness_nano;
    return point;
}

bool Front::add(FrontPoint point) {
    const std::int64_t other = point.other(objectives_);
    const auto behind = std::find_if(points_.begin(), points_.end(), [&](const FrontPoint& p) {
        return p.other(objectives_) > other;
    });
    if (behind != points_.begin() && (behind - 1)->energy_nano <= point.energy_nano) return false;
    std::erase_if(points_, [&](const FrontPoint& p) {
        return p.other(objectives_) >= other && p.energy_nano >= point.energy_nano;
    });
    const auto place = std::find_if(points_.begin(), points_.end(), [&](const FrontPoint& p) {
        return p.other(objectives_) > other;
    });
    points_.insert(place, std::move(point));
    return true;
}

Front Front::told_apart(std::int64_t energy_nano, std::int64_t other) const {
    std::vector<FrontPoint> cheaper;
    for (const FrontPoint& point : points_) {
        const bool gains =
            cheaper.empty() || cheaper.back().energy_nano - point.energy_nano > energy_nano;
        if (gains) cheaper.push_back(point);
    }
    Front result(objectives_);
    for (auto point = cheaper.rbegin(); point != cheaper.rend(); ++point) {
        const bool gains =
            result.points_.empty() || result.other(0) - point->other(objectives_) > other;
        if (gains) result.points_.insert(result.points_.begin(), std::move(*point));
    }
    return result;
}

Hypervolume hypervolume(const Front& front) {
    const std::vector<FrontPoint>& points = front.points();
    if (points.empty()) return {};
    constexpr double margin = 0.1;
    const auto other = [&](std::size_t i) { return static_cast<double>(front.other(i)); };
    const auto energy = [&](std::size_t i) { return static_cast<double>(points[i].energy_nano); };
    const std::size_t last = points.size() - 1;
    Hypervolume result;
    result.other = other(last) + margin * (other(last) - other(0));
    result.energy = energy(0) + margin * (energy(0) - energy(last));
    for (std::size_t i = 0; i <= last; ++i) {
        const double next = i == last ? result.other : other(i + 1);
        result.area += (next - other(i)) * (result.energy - energy(i));
    }
    return result;
}

}  // namespace nightwatt
