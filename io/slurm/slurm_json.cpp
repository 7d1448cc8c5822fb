#include "io/slurm/slurm_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "errors.hpp"
#include "instance/in_quotes.hpp"

namespace nightwatt {

namespace {

/// Beyond this a double is no whole number any more; no field of Slurm's comes near.
constexpr double most = 9e15;

void add_word(std::string& state, std::string word) {
    for (char& c : word) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    if (!word.empty()) state += (state.empty() ? "" : "+") + word;
}

std::string in_utf8(std::string text) {
    std::string_view rest = text;
    while (!rest.empty()) {
        const std::size_t length = utf8_length(rest);
        if (length == 0) text[text.size() - rest.size()] = '?';
        rest.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return text;
}

}  // namespace

nlohmann::json parse_slurm_json(const std::string& text, const std::string& path) {
    nlohmann::json document = nlohmann::json::parse(in_utf8(text), nullptr, false);
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

std::vector<std::string> slurm_words(const std::string& text, const char* separators) {
    std::vector<std::string> list;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find_first_of(separators, at), text.size());
        if (end > at) list.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return list;
}

std::vector<std::string> slurm_list(const nlohmann::json& object, const char* field) {
    const auto found = object.find(field);
    std::vector<std::string> list;
    if (found == object.end()) return list;
    if (found->is_string()) return slurm_words(found->get<std::string>(), ",");
    if (!found->is_array()) return list;
    for (const auto& one : *found) {
        if (one.is_string()) list.push_back(one.get<std::string>());
    }
    return list;
}

const nlohmann::json& slurm_part(const nlohmann::json& object, const char* field) {
    static const nlohmann::json nothing = nlohmann::json::object();
    const auto found = object.find(field);
    return found != object.end() && found->is_object() ? *found : nothing;
}

}  // namespace nightwatt
