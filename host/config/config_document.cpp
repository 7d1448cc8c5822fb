#include "config/config_document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <limits>
#include <map>
#include <set>
#include <sstream>

#include "config/assign_value.hpp"
#include "config/nearest_file.hpp"
#include "config/nearest_name.hpp"
#include "errors.hpp"

namespace nightwatt {

namespace {

/// Overrides come after every line of the file.
constexpr std::size_t override_line = std::numeric_limits<std::size_t>::max();

std::size_t line_of(const toml::node& node) {
    return node.source().begin.line;
}

/// "search" and "time_limit_s" make "search.time_limit_s"; a part that itself holds a dot is
/// quoted.
std::string joined(const std::string& section, const std::string& part) {
    std::string name = shown_text(part);
    if (name.empty() || name.find('.') != std::string::npos) name = '"' + name + '"';
    return section.empty() ? name : section + '.' + name;
}

/// The node at a dotted key below `table`, or null.
const toml::node* find_node(const toml::table& table, const std::string& key) {
    const toml::table* section = &table;
    std::size_t from = 0;
    while (section != nullptr) {
        const std::size_t dot = key.find('.', from);
        const toml::node* node = section->get(key.substr(from, dot - from));
        if (dot == std::string::npos || node == nullptr) return node;
        section = node->as_table();
        from = dot + 1;
    }
    return nullptr;
}

bool is_section(const std::string& name, const std::vector<std::string>& keys) {
    const auto lies_below = [&](const std::string& key) { return key.starts_with(name + '.'); };
    return std::any_of(keys.begin(), keys.end(), lies_below);
}

/// The sections that dotted keys lie in: "a.b.c" gives "a" and "a.b".
std::vector<std::string> sections_of(const std::vector<std::string>& keys) {
    std::set<std::string> sections;
    for (const std::string& key : keys)
        for (std::size_t dot = key.find('.'); dot != std::string::npos;
             dot = key.find('.', dot + 1))
            sections.insert(key.substr(0, dot));
    return {sections.begin(), sections.end()};
}

std::string without_spaces(const std::string& text) {
    const std::size_t first = text.find_first_not_of(' ');
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream content;
    if (file) content << file.rdbuf();
    if (!file || std::filesystem::is_directory(path))
        throw UsageError(fmt::format("{}: the configuration cannot be read: {}", path,
                                     file ? "it is a folder" : why_not_opened(path, errno)));
    return content.str();
}

}  // namespace

struct ConfigDocument::State {
    /// What is wrong and where.
    struct Problem {
        std::size_t line;
        std::string text;
    };

    std::string path;  ///< empty: no file
    toml::table root;
    std::vector<std::string> known;     ///< keys that some table has, and names of arrays
    std::set<const toml::node*> taken;  ///< values that were read, rightly or not
    std::vector<Problem> problems;
    std::map<std::string, GivenCurrency> currencies;  ///< by key

    /// What was given last for a key counts.
    void note_currency(const std::string& key, std::string place, std::string currency) {
        if (currency.empty())
            currencies.erase(key);
        else
            currencies[key] = {std::move(place), std::move(currency)};
    }

    void report(std::size_t line, std::string text) {
        problems.push_back({line, fmt::format("{}:{}: {}", path, line, text)});
    }

    /// Gives every parameter of `table` that stands below `section` its value.
    void assign(const toml::table& section, const std::string& prefix,
                const ParameterTable& table) {
        for (const Parameter& parameter : table.rows()) {
            const toml::node* node = find_node(section, parameter.key);
            if (node == nullptr) continue;
            taken.insert(node);
            Assigned assigned = assign_value(*node, parameter);
            const std::string text =
                fmt::format("{}{} = {}", prefix, parameter.key, shown_value(*node));
            if (assigned.problem.empty())
                note_currency(prefix + parameter.key,
                              fmt::format("{}:{}: {}", path, line_of(*node), text),
                              std::move(assigned.currency));
            else
                report(line_of(*node), fmt::format("{}: {}", text, assigned.problem));
        }
    }

    /// Reports what no table has taken. `keys` are the names that would have been.
    void report_unknown(const toml::table& section, const std::string& name,
                        const std::string& prefix, const std::vector<std::string>& keys) {
        for (const auto& [part, node] : section) {
            if (taken.contains(&node)) continue;
            const std::string key = joined(name, std::string(part.str()));
            if (const toml::table* below = node.as_table()) {
                if (is_section(key, keys))
                    report_unknown(*below, key, prefix, keys);
                else
                    report(line_of(node), fmt::format("unknown section [{}{}]{}", prefix, key,
                                                      suggestion(key, sections_of(keys))));
            } else if (is_section(key, keys)) {
                report(line_of(node), fmt::format("{}{} = {}: {} is a section, write [{}]", prefix,
                                                  key, shown_value(node), key, key));
            } else {
                report(line_of(node), fmt::format("unknown key {}{} = {}{}", prefix, key,
                                                  shown_value(node), suggestion(key, keys)));
            }
        }
    }
};

ConfigDocument::ConfigDocument(std::unique_ptr<State> state) : state_(std::move(state)) {}
ConfigDocument::ConfigDocument(ConfigDocument&&) noexcept = default;
ConfigDocument& ConfigDocument::operator=(ConfigDocument&&) noexcept = default;
ConfigDocument::~ConfigDocument() = default;

ConfigDocument ConfigDocument::read(const std::string& path) {
    return parse(read_file(path), path);
}

ConfigDocument ConfigDocument::parse(const std::string& content, const std::string& name) {
    auto state = std::make_unique<State>();
    state->path = name;
    try {
        state->root = toml::parse(content, name);
    } catch (const toml::parse_error& error) {
        throw UsageError(fmt::format("{}:{}: not valid TOML: {}", name, error.source().begin.line,
                                     error.description()));
    }
    return ConfigDocument(std::move(state));
}

std::vector<Override> set_overrides(const std::vector<std::string>& assignments) {
    std::vector<Override> overrides;
    for (const std::string& assignment : assignments) overrides.push_back({assignment});
    return overrides;
}

ConfigDocument ConfigDocument::empty() {
    return ConfigDocument(std::make_unique<State>());
}

void ConfigDocument::apply(const ParameterTable& table) {
    for (const Parameter& parameter : table.rows()) state_->known.push_back(parameter.key);
    state_->assign(state_->root, "", table);
}

std::size_t ConfigDocument::apply_array(const std::string& name,
                                        const std::function<ParameterTable(std::size_t)>& make) {
    state_->known.push_back(name);
    const toml::node* node = find_node(state_->root, name);
    if (node == nullptr) return 0;
    state_->taken.insert(node);
    const toml::array* entries = node->as_array();
    if (entries == nullptr || (!entries->empty() && !node->is_array_of_tables())) {
        state_->report(line_of(*node), fmt::format("{} = {}: write a list of sections, [[{}]]",
                                                   name, shown_value(*node), name));
        return 0;
    }
    for (std::size_t i = 0; i < entries->size(); ++i) {
        const toml::table& entry = *entries->get(i)->as_table();
        const ParameterTable table = make(i);
        const std::string prefix = fmt::format("{}[{}].", name, i + 1);
        std::vector<std::string> keys;
        for (const Parameter& parameter : table.rows()) keys.push_back(parameter.key);
        state_->assign(entry, prefix, table);
        state_->report_unknown(entry, "", prefix, keys);
    }
    return entries->size();
}

void ConfigDocument::override_with(const std::vector<Override>& overrides,
                                   const ParameterTable& table) {
    std::vector<std::string> keys;
    for (const Parameter& parameter : table.rows()) keys.push_back(parameter.key);
    for (const auto& [assignment, option] : overrides) {
        const std::size_t equals = assignment.find('=');
        const std::string written =
            option == "--set" ? assignment : assignment.substr(equals + 1);  // --seed 7
        const auto report = [&, &option = option](const std::string& why) {
            state_->problems.push_back(
                {override_line, fmt::format("{} {}: {}", option, shown_text(written), why)});
        };
        const std::string key = without_spaces(assignment.substr(0, equals));
        if (equals == std::string::npos || key.empty()) {
            report("write key=value");
            continue;
        }
        const std::string text = assignment.substr(equals + 1);
        const Parameter* parameter = table.find(key);
        if (parameter == nullptr) {
            report("unknown key " + shown_text(key) + suggestion(key, keys));
            continue;
        }
        Assigned assigned = assign_text(text, *parameter);
        if (assigned.problem.empty())
            state_->note_currency(key, fmt::format("{} {}", option, shown_text(written)),
                                  std::move(assigned.currency));
        else
            report(assigned.problem);
    }
}

std::vector<GivenCurrency> ConfigDocument::take_currencies(const ParameterTable& table) {
    std::vector<GivenCurrency> taken;
    for (const Parameter& parameter : table.rows()) {
        auto found = state_->currencies.extract(parameter.key);
        if (found) taken.push_back(std::move(found.mapped()));
    }
    return taken;
}

void ConfigDocument::require_currency(const std::string& currency, const std::string& key) {
    std::vector<GivenCurrency> given;
    for (const auto& [setting, one] : state_->currencies) given.push_back(one);
    for (std::string& problem : currency_problems(given, currency, key))
        state_->problems.push_back({override_line, std::move(problem)});
}

std::vector<std::string> currency_problems(const std::vector<GivenCurrency>& given,
                                           const std::string& expected, const std::string& whose) {
    std::vector<std::string> problems;
    for (const GivenCurrency& one : given) {
        if (one.currency == expected) continue;
        problems.push_back(fmt::format("{}: is in {}, but {} is {}; currencies are not converted",
                                       one.place, shown_text(one.currency), whose,
                                       shown_text(expected)));
    }
    return problems;
}

void ConfigDocument::finish() {
    state_->report_unknown(state_->root, "", "", state_->known);
    if (state_->problems.empty()) return;
    std::stable_sort(state_->problems.begin(), state_->problems.end(),
                     [](const auto& a, const auto& b) { return a.line < b.line; });
    std::vector<std::string> texts;
    for (State::Problem& problem : state_->problems) texts.push_back(std::move(problem.text));
    throw UsageError(std::move(texts));
}

std::string ConfigDocument::resolve_path(const std::string& path) const {
    if (path.empty() || state_->path.empty()) return path;
    return (std::filesystem::path(state_->path).parent_path() / path).lexically_normal().string();
}

}  // namespace nightwatt
