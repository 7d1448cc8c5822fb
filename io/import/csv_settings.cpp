#include "io/import/csv_settings.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

#include "config/parameter_text.hpp"

namespace nightwatt {

namespace {

/// What a key of [night] is called in instance.csv.
std::string attribute_of(const std::string& key) {
    const std::string name = key.substr(key.find('.') + 1);
    return name == "start" ? "epoch" : name;
}

bool has_effect(const std::string& key, const CsvSaid& said) {
    if (key.starts_with("paths.")) return true;    // says where files are, if there are any
    if (!key.starts_with("night.")) return false;  // of traces, or of a queue
    const bool of_slots =
        key == "night.hours" || key == "night.slot_minutes" || key == "night.carbon_column";
    if (of_slots) return !said.series;
    return !said.attributes.contains(attribute_of(key));
}

}  // namespace

std::string csv_settings_note(ImportParameters parameters, const CsvSaid& said) {
    ImportParameters defaults;
    std::vector<std::string> idle;
    for (const std::string& line : differing_values(describe(parameters), describe(defaults))) {
        if (!has_effect(line.substr(0, line.find(' ')), said)) idle.push_back(line);
    }
    if (!parameters.classes.empty()) idle.emplace_back("[[class]]");
    if (said.series && !parameters.sites.empty()) idle.emplace_back("[[site]]");
    if (said.series && !parameters.links.empty()) idle.emplace_back("[[link]]");
    if (idle.empty()) return "";
    return fmt::format("Without effect on an import of these tables: {}", fmt::join(idle, ", "));
}

}  // namespace nightwatt
