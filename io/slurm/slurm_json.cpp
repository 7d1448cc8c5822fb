#include "io/slurm/slurm_json.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "errors.hpp"

namespace nightwatt {

namespace {

/// Beyond this a double is no whole number any more; no field of Slurm's comes near.
constexpr double most = 9e15;

void add_word(std::string& state, std::string word) {
    for (char& c : word) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    if (!word.empty()) state += (state.empty() ? "" : "+") + word;
}

}  // namespace

nlohmann::json parse_slurm_json(const std::string& text, const std::string& path) {
    nlohmann::json document = nlohmann::json::parse(text, nullptr, false);
    if (document.is_discarded() || !document.is_object()) {
        throw InputError(fmt::format("{}: is not JSON as Slurm writes it", path));
    }
    return document;
}

std::int64_t slurm_number(const nlohmann::json& object, const char* field) {
    auto found = object.find(field);
    if (found == object.end()) return 0;
    if (found->is_object()) {
        if (found->value("infinite", false) || !found->value("set", true)) return 0;
        found = found->find("number");
        if (found == object.at(field).end()) return 0;
    }
    if (found->is_number_integer()) return found->get<std::int64_t>();
    if (found->is_number() && std::abs(found->get<double>()) < most) {
        return static_cast<std::int64_t>(found->get<double>());
    }
    return 0;
}

std::string slurm_text(const nlohmann::json& object, const char* field) {
    const auto found = object.find(field);
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

std::string slurm_state(const nlohmann::json& object, const char* field) {
    std::string state;
    const auto found = object.find(field);
    if (found == object.end()) return state;
    if (found->is_string()) add_word(state, found->get<std::string>());
    if (!found->is_array()) return state;
    for (const auto& word : *found) {
        if (word.is_string()) add_word(state, word.get<std::string>());
    }
    return state;
}

}  // namespace nightwatt
