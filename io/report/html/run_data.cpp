#include <nlohmann/json.hpp>

#include "instance/check.hpp"
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

}  // namespace

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
    return data;
}

}  // namespace nightwatt
