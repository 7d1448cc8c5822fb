#include <cmath>

#include "io/report/explanation.hpp"
#include "io/report/json_text.hpp"
#include "io/report/lateness_reason.hpp"

namespace nightwatt {

namespace {

using Json = nlohmann::ordered_json;

Json row_json(const Instance& instance, const ElsewhereRow& row) {
    return {{"what", row.what},   {"server", instance.servers.id[row.server]},
            {"level", row.level}, {"start_s", row.start_s},
            {"end_s", row.end_s}, {"cost_change", row.cost_change}};
}

}  // namespace

std::string explanation_json(const Instance& instance, const PlanRecord& record,
                             const Explanation& explanation) {
    const std::size_t task = explanation.task;
    const Plan& plan = record.plan;
    const TaskAccount& cost = record.account.tasks[task];
    const double deadline_s = instance.tasks.deadline_s[task];
    Json object;
    object["task"] = instance.tasks.id[task];
    object["server"] = instance.servers.id[static_cast<std::size_t>(plan.server[task])];
    object["level"] = plan.level[task];
    object["start_s"] = static_cast<double>(plan.start_ms[task]) / 1000;
    object["end_s"] = static_cast<double>(plan.end_ms[task]) / 1000;
    object["deadline_s"] = std::isnan(deadline_s) ? Json() : Json(deadline_s);
    object["lateness_s"] = cost.lateness_s;
    object["lateness_reason"] =
        cost.lateness_s > 0 ? LatenessReasons(instance, plan).of(task) : std::string();
    object["currency"] = instance.currency;
    object["energy_kwh"] = cost.energy_kwh;
    object["energy_cost"] = cost.energy_cost;
    object["tardiness_cost"] = cost.tardiness_cost;
    object["transfer_cost"] = cost.transfer_cost;
    object["change_cost"] = cost.change_cost;
    object["allowed_servers"] = explanation.allowed_servers;
    object["elsewhere"] = Json::array();
    for (const ElsewhereRow& row : explanation.elsewhere) {
        object["elsewhere"].push_back(row_json(instance, row));
    }
    object["on_time"] = explanation.on_time ? row_json(instance, *explanation.on_time) : Json();
    return json_text(object);
}

}  // namespace nightwatt
