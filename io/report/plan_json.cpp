#include "io/report/plan_json.hpp"

#include <optional>

#include "instance/account_fields.hpp"
#include "instance/content_hash.hpp"
#include "io/report/figures.hpp"
#include "io/report/json_text.hpp"
#include "io/report/late_tasks.hpp"
#include "io/report/lateness_reason.hpp"
#include "io/report/site_lateness.hpp"

namespace nightwatt {

namespace {

using Json = nlohmann::ordered_json;  // writes what is not finite as null

void add_totals(const Totals& totals, Json& object) {
    visit_totals(totals, [&](const Column& column, const auto& value) {
        object[std::string(column.name)] = value;
    });
    object["pue"] = mean_pue(totals);
    object["work_per_kwh"] = work_per_kwh(totals);
    object["renewable_share"] = renewable_share(totals);
}

Json scenarios_json(const ScenarioRange& range) {
    if (range.scenarios == 0) return nullptr;
    return {{"scenarios", range.scenarios},   {"cost_low", range.cost_low},
            {"cost_mean", range.cost_mean},   {"cost_high", range.cost_high},
            {"late_low", range.late_low},     {"late_high", range.late_high},
            {"beyond_low", range.beyond_low}, {"beyond_high", range.beyond_high},
            {"infeasible", range.infeasible}};
}

/// What each site took and missed.
Json sites_json(const Instance& instance, const PlanRecord& record) {
    const std::size_t slots = instance.slots();
    const double slot_h = instance.slot_s / 3600;
    const SiteLateness lateness = site_lateness(instance, record);
    Json list = Json::array();
    for (std::size_t site = 0; site != instance.sites.size(); ++site) {
        SiteSlot sum;
        for (std::size_t slot = 0; slot != slots; ++slot) {
            const SiteSlot& one = record.account.site_slots[site * slots + slot];
            sum.power_w += one.power_w;
            sum.renewable_w += one.renewable_w;
            sum.cost += one.cost;
            sum.carbon_kg += one.carbon_kg;
        }
        list.push_back({{"id", instance.sites.id[site]},
                        {"energy_kwh", sum.power_w / 1e3 * slot_h},
                        {"renewable_kwh", sum.renewable_w / 1e3 * slot_h},
                        {"cost", sum.cost},
                        {"carbon_kg", sum.carbon_kg},
                        {"tardiness_h", lateness.of_site(site)},
                        {"late_tasks", lateness.late_tasks[site]}});
    }
    return list;
}

Json worst_late_json(const Instance& instance, const PlanRecord& record, std::size_t top) {
    Json list = Json::array();
    const std::vector<std::size_t> worst = worst_late_tasks(record, top);
    if (worst.empty()) return list;
    // The frame of a night by shares has the ids of its tasks and no more to reason from.
    std::optional<LatenessReasons> reasons;
    if (!instance.tasks.deadline_s.empty()) reasons.emplace(instance, record.plan);
    for (const std::size_t task : worst) {
        const auto server = static_cast<std::size_t>(record.plan.server[task]);
        list.push_back({{"task", instance.tasks.id[task]},
                        {"server", instance.servers.id[server]},
                        {"lateness_s", record.account.tasks[task].lateness_s},
                        {"tardiness_cost", record.account.tasks[task].tardiness_cost},
                        {"reason", reasons ? Json(reasons->of(task)) : Json(nullptr)}});
    }
    return list;
}

Json benchmark_json(const Benchmark& benchmark, const Totals& totals) {
    if (benchmark.name.empty()) return nullptr;
    return {{"name", benchmark.name},
            {"objective", benchmark.objective},
            {"value", benchmark_value(benchmark, totals)}};
}

Json baselines_json(const std::vector<BaselineRecord>& baselines) {
    Json list = Json::array();
    for (const BaselineRecord& baseline : baselines) {
        Json entry{{"rule", baseline.rule}};
        if (baseline.note.empty()) {
            entry["feasible"] = baseline.feasible;
            add_totals(baseline.totals, entry);
        } else {
            entry["note"] = baseline.note;
        }
        list.push_back(std::move(entry));
    }
    return list;
}

}  // namespace

std::string plan_json_text(const Instance& instance, const PlanRecord& record,
                           const std::vector<std::string>& violations,
                           const ScenarioRange& scenarios, std::size_t top) {
    const Totals& totals = record.account.totals;
    const PlanProvenance& from = record.provenance;
    Json object;
    add_totals(totals, object);
    object["currency"] = instance.currency;
    object["allowed_difference"] = record.allowed_difference;
    object["lower_bound"] = record.lower_bound;
    object["gap"] = optimality_gap(totals.cost, record.lower_bound);
    object["change_penalty"] = record.published.change_penalty;
    object["published_plan_hash"] =
        record.published.empty() ? Json(nullptr) : Json(hash_text(plan_hash(record.published)));
    object["scenarios"] = scenarios_json(scenarios);
    object["sites"] = sites_json(instance, record);
    object["worst_late"] = worst_late_json(instance, record, top);
    object["benchmark"] = benchmark_json(instance.benchmark, totals);
    object["made_by"] = from.made_by;
    object["backend"] = from.backend;
    object["seed"] = from.seed;
    object["generations"] = from.generations;
    object["evaluations"] = from.evaluations;
    object["seconds"] = from.seconds;
    object["stopped_by"] = from.stopped_by;
    object["instance_hash"] = hash_text(from.instance_hash);
    object["plan_hash"] = hash_text(plan_hash(record.plan));
    object["baselines"] = baselines_json(record.baselines);
    object["feasible"] = violations.empty();
    object["violations"] = violations;
    return json_text(object);
}

}  // namespace nightwatt
