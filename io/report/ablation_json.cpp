#include <fmt/format.h>

#include <limits>
#include <vector>

#include "errors.hpp"
#include "instance/content_hash.hpp"
#include "io/report/ablation.hpp"
#include "io/report/figures.hpp"
#include "io/report/json_text.hpp"

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

/// The value of a key, which has to be there and of this type.
template <class T>
T field(const Json& json, const char* key) {
    try {
        return json.at(key).get<T>();
    } catch (const Json::exception&) {
        throw InputError(fmt::format("key '{}' is missing or of another type", key));
    }
}

LeverPlan plan_of(const Json& json) {
    LeverPlan plan;
    if (json.contains("note")) {
        plan.note = field<std::string>(json, "note");
        return plan;
    }
    const bool known = !field<Json>(json, "lower_bound").is_null();
    plan.cost = field<double>(json, "cost");
    plan.lower_bound =
        known ? field<double>(json, "lower_bound") : std::numeric_limits<double>::quiet_NaN();
    plan.energy_kwh = field<double>(json, "energy_kwh");
    plan.carbon_kg = field<double>(json, "carbon_kg");
    plan.late_tasks = field<std::int64_t>(json, "late_tasks");
    return plan;
}

Ablation taken_from(const Json& json) {
    Ablation ablation;
    ablation.instance_hash = field<std::string>(json, "instance_hash");
    ablation.currency = field<std::string>(json, "currency");
    ablation.seed = field<std::int64_t>(json, "seed");
    ablation.generations = field<std::int64_t>(json, "generations");
    ablation.rule = field<std::string>(json, "rule");
    ablation.dispatcher = plan_of(field<Json>(json, "dispatcher"));
    ablation.all = plan_of(field<Json>(json, "all"));
    for (const Json& lever : field<std::vector<Json>>(json, "levers")) {
        ablation.levers.push_back({.name = field<std::string>(lever, "name"),
                                   .help = field<std::string>(lever, "help"),
                                   .asset = field<bool>(lever, "asset"),
                                   .alone = plan_of(field<Json>(lever, "alone")),
                                   .before = plan_of(field<Json>(lever, "before")),
                                   .left_out = plan_of(field<Json>(lever, "left_out"))});
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
                {"rule", ablation.rule},
                {"dispatcher", json_of(ablation.dispatcher)},
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
    return json_text(object);
}

Ablation ablation_of(const std::string& text, const std::string& path, const Instance& instance) {
    const auto foreign = [&](const std::string& why) {
        return InputError(
            fmt::format("{}: is not what nightwatt ablate --json writes{}", path, why));
    };
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object() || !json.contains("format") || json["format"] != format_name) {
        throw foreign("");
    }
    Ablation ablation;
    try {
        ablation = taken_from(json);
    } catch (const InputError& error) {
        throw foreign(fmt::format(": {}", error.what()));
    }
    if (ablation.instance_hash != hash_text(content_hash(instance))) {
        throw InputError(fmt::format(
            "{}: belongs to another instance, or the instance has changed since", path));
    }
    return ablation;
}

}  // namespace nightwatt
