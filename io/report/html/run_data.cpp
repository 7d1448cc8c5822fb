#include <nlohmann/json.hpp>

#include "instance/content_hash.hpp"
#include "io/file_formats.hpp"
#include "io/report/html/page_data.hpp"

namespace nightwatt {

namespace {

/// The generations at which the best plan became better, and the last: a long search has millions.
PageJson cost_over_time(const std::vector<GenerationRecord>& generations) {
    PageJson seconds = PageJson::array();
    PageJson costs = PageJson::array();
    for (std::size_t i = 0; i != generations.size(); ++i) {
        const bool first = i == 0;
        const bool last = i + 1 == generations.size();
        if (!first && !last && generations[i].best_cost == generations[i - 1].best_cost) continue;
        seconds.push_back(generations[i].seconds);
        costs.push_back(generations[i].best_cost);
    }
    return {{"seconds", std::move(seconds)}, {"best_cost", std::move(costs)}};
}

PageJson bound_over_time(const std::vector<BoundRecord>& bounds) {
    PageJson seconds = PageJson::array();
    PageJson values = PageJson::array();
    for (const BoundRecord& bound : bounds) {
        seconds.push_back(bound.seconds);
        values.push_back(bound.lower_bound);
    }
    return {{"seconds", std::move(seconds)}, {"lower_bound", std::move(values)}};
}

}  // namespace

PageJson front_data(const PageContent& content) {
    if (content.front.points.empty()) return nullptr;
    PageJson points = PageJson::array();
    for (const FrontCosts& point : content.front.points) {
        points.push_back({{"energy", point.energy},
                          {"tardiness_cost", point.tardiness_cost},
                          {"makespan_s", point.makespan_s}});
    }
    return {{"objectives", content.front.objectives}, {"points", std::move(points)}};
}

PageJson run_data(const PageContent& content) {
    const PlanRecord& record = content.record;
    const PlanProvenance& from = record.provenance;
    PageJson data;
    data["program"] = program_name();
    data["made_by"] = from.made_by;
    data["backend"] = from.backend;
    data["seed"] = from.seed;
    data["generations"] = from.generations;
    data["evaluations"] = from.evaluations;
    data["seconds"] = from.seconds;
    data["stopped_by"] = from.stopped_by;
    data["bound_steps"] = from.bound_steps;
    data["instance_hash"] = hash_text(from.instance_hash);
    data["plan_hash"] = hash_text(plan_hash(record.plan));
    data["allowed_difference"] = record.allowed_difference;
    data["configuration"] = from.configuration;
    data["search"] = cost_over_time(record.generations);
    data["bound"] = bound_over_time(record.bounds);
    return data;
}

}  // namespace nightwatt
