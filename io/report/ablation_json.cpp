#include <fmt/format.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "errors.hpp"
#include "instance/check.hpp"
#include "io/report/ablation.hpp"
#include "io/report/figures.hpp"

namespace nightwatt {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* format_name = "nightwatt ablation";

Json json_of(const LeverPlan& plan) {
    if (!plan.note.empty()) return {{"note", plan.note}};
    return {{"cost", plan.cost},
            {"lower_bound", plan.lower_bound},
            {"gap", optimality_gap(plan.cost, plan.lower_bound)},
            {"energy_kwh", plan.energy_kwh},
            {"carbon_kg", plan.carbon_kg},
            {"late_tasks", plan.late_tasks}};
}

LeverPlan plan_of(const Json& json) {
    LeverPlan plan;
    if (json.contains("note")) {
        plan.note = json.at("note").get<std::string>();
        return plan;
    }
    const Json& bound = json.at("lower_bound");
    plan.cost = json.at("cost").get<double>();
    plan.lower_bound =
        bound.is_null() ? std::numeric_limits<double>::quiet_NaN() : bound.get<double>();
    plan.energy_kwh = json.at("energy_kwh").get<double>();
    plan.carbon_kg = json.at("carbon_kg").get<double>();
    plan.late_tasks = json.at("late_tasks").get<std::int64_t>();
    return plan;
}

Ablation taken_from(const Json& json) {
    Ablation ablation;
    ablation.instance_hash = json.at("instance_hash").get<std::string>();
    ablation.currency = json.at("currency").get<std::string>();
    ablation.seed = json.at("seed").get<std::int64_t>();
    ablation.generations = json.at("generations").get<std::int64_t>();
    ablation.dispatcher = plan_of(json.at("mct"));
    ablation.all = plan_of(json.at("all"));
    for (const Json& lever : json.at("levers")) {
        ablation.levers.push_back({.name = lever.at("name").get<std::string>(),
                                   .help = lever.at("help").get<std::string>(),
                                   .asset = lever.at("asset").get<bool>(),
                                   .alone = plan_of(lever.at("alone")),
                                   .before = plan_of(lever.at("before")),
                                   .left_out = plan_of(lever.at("left_out"))});
    }
    return ablation;
}

}  // namespace

std::string ablation_json(const Ablation& ablation) {
    Json object{{"format", format_name},
                {"instance_hash", ablation.instance_hash},
                {"currency", ablation.currency},
                {"seed", ablation.seed},
                {"generations", ablation.generations},
                {"mct", json_of(ablation.dispatcher)},
                {"all", json_of(ablation.all)},
                {"levers", Json::array()}};
    for (const LeverWorth& lever : ablation.levers) {
        object["levers"].push_back({{"name", lever.name},
                                    {"help", lever.help},
                                    {"asset", lever.asset},
                                    {"alone", json_of(lever.alone)},
                                    {"before", json_of(lever.before)},
                                    {"left_out", json_of(lever.left_out)}});
    }
    constexpr int indent = 2;
    return object.dump(indent, ' ', false, Json::error_handler_t::replace) + '\n';
}

Ablation ablation_of(const std::string& text, const std::string& path, const Instance& instance) {
    Ablation ablation;
    try {
        const Json json = Json::parse(text, nullptr, false);
        if (!json.is_object() || json.value("format", "") != format_name) {
            throw InputError(fmt::format("{}: is not what nightwatt ablate --json writes", path));
        }
        ablation = taken_from(json);
    } catch (const Json::exception& error) {
        throw InputError(fmt::format("{}: {}", path, error.what()));
    }
    if (ablation.instance_hash != hash_text(content_hash(instance))) {
        throw InputError(fmt::format(
            "{}: belongs to another instance, or the instance has changed since", path));
    }
    return ablation;
}

}  // namespace nightwatt
