#include "generate/night.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string_view>

#include "config/nearest_name.hpp"
#include "errors.hpp"
#include "generate/night_parts.hpp"
#include "instance/whole_slots.hpp"

namespace nightwatt {

namespace {

std::vector<std::string> class_names() {
    std::vector<std::string> names;
    for (const auto& type : night_tables::classes) names.emplace_back(type.id);
    return names;
}

/// Everything that is wrong with a recipe.
void check(const NightRecipe& recipe) {
    std::vector<std::string> problems;
    const auto range = [&](std::string_view name, double value, double least, double most) {
        if (!(value >= least && value <= most))
            problems.push_back(
                fmt::format("--{} {}: allowed is {} to {}", name, value, least, most));
    };
    range("tasks", static_cast<double>(recipe.tasks), 1, 10'000'000);
    range("servers", static_cast<double>(recipe.servers), 1, 1'000'000);
    range("seed", static_cast<double>(recipe.seed), 0, 9e18);
    range("hours", recipe.hours, 1, 240);
    range("sites", static_cast<double>(recipe.sites), recipe.centre ? 2 : 1, 16);
    // One server has one site, though the default is two.
    if (recipe.sites > std::max<std::int64_t>(2, recipe.servers))
        problems.push_back(fmt::format("--sites {}: each needs a server, and --servers is {}",
                                       recipe.sites, recipe.servers));
    range("slot-minutes", recipe.slot_minutes, 1, 1440);
    range("battery-hours", recipe.battery_hours, 0, 24);
    range("battery-share", recipe.battery_share, 0.001, 10);
    if (recipe.load) range("load", *recipe.load, 0.001, 0.9);
    if (problems.empty() && !whole_slots(recipe.hours, recipe.slot_minutes))
        problems.push_back(
            fmt::format("--hours {} is no whole number of slots of --slot-minutes {}", recipe.hours,
                        recipe.slot_minutes));
    const std::vector<std::string> names = class_names();
    for (const std::string& name : recipe.classes)
        if (std::find(names.begin(), names.end(), name) == names.end())
            problems.push_back(fmt::format("--classes {}: there are {}{}", name,
                                           fmt::join(names, ", "), suggestion(name, names)));
    const std::set<std::string_view> named(recipe.classes.begin(), recipe.classes.end());
    if (recipe.servers > 0 && static_cast<std::int64_t>(named.size()) > recipe.servers)
        problems.push_back(fmt::format("--classes {}: each needs a server, and --servers is {}",
                                       fmt::join(recipe.classes, ","), recipe.servers));
    if (!problems.empty()) throw UsageError(std::move(problems));
}

}  // namespace

Instance generate_night(const NightRecipe& recipe) {
    check(recipe);
    const night_parts::Draws draws(recipe.seed);
    Instance night;
    const WholeSlots slots = *whole_slots(recipe.hours, recipe.slot_minutes);
    night.horizon_s = slots.horizon_s();
    night.slot_s = slots.slot_s();
    night.epoch = "2023-06-21T16:00:00Z";
    night.currency = "USD";
    night.carbon_price_per_kg = night_tables::carbon_price_per_kg;
    night.resources = {"cores", "memory_gib", "accelerators"};
    night.notes.push_back(fmt::format(
        "Synthetic night: {} tasks, {} servers, seed {}; made by nightwatt generate night.",
        recipe.tasks, recipe.servers, recipe.seed));
    night.notes.emplace_back(
        "All values are drawn from documented distributions (host/generate/README.md); deadlines "
        "and their weights are invented.");
    night_parts::add_sites(night, recipe);
    const night_parts::UsedClasses classes = night_parts::add_servers(night, recipe, draws);
    night_parts::add_series(night, recipe, classes, draws);
    if (recipe.battery_hours > 0) night_parts::add_batteries(night, recipe, classes);
    night_parts::add_tasks(night, recipe, classes, draws);
    return night;
}

}  // namespace nightwatt
