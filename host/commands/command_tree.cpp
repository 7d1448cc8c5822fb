#include "commands/command_tree.hpp"

#include "config/program_parameters.hpp"

namespace nightwatt {

namespace {

/// Rows of all plain sections.
const std::vector<Parameter>& parameters() {
    static ProgramParameters values;
    static ConfigExamples examples;
    static const std::vector<Parameter> rows = [] {
        std::vector<Parameter> all;
        for (const ConfigPart& part : describe(values, examples)) {
            if (!part.array.empty()) continue;
            all.insert(all.end(), part.table.rows().begin(), part.table.rows().end());
        }
        return all;
    }();
    return rows;
}

/// What CLI11 shows of a set of words: "TEXT:{site,server,class}".
std::vector<std::string> words_in_braces(const std::string& type) {
    std::vector<std::string> words;
    const std::size_t open = type.find('{');
    const std::size_t close = type.find('}');
    if (open == std::string::npos || close == std::string::npos) return words;
    for (std::size_t at = open + 1; at < close;) {
        const std::size_t end = std::min(type.find(',', at), close);
        words.push_back(type.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

/// What CLI11 shows of a range: "INT:from 1 to 100".
std::string range_of(const std::string& type) {
    const std::size_t at = type.find(":from ");
    return at == std::string::npos ? "" : type.substr(at + 1);
}

/// "CPU threads. Sets search.threads.": the words of that setting.
std::vector<std::string> words_of_setting(const std::string& help) {
    constexpr std::string_view marker = " Sets ";
    const std::size_t at = help.rfind(marker);
    if (at == std::string::npos || !help.ends_with('.')) return {};
    const std::string key = help.substr(at + marker.size(), help.size() - at - marker.size() - 1);
    for (const Parameter& row : parameters()) {
        if (row.key == key) return row.choices;
    }
    return {};
}

OptionEntry entry_of(const CLI::Option& option) {
    OptionEntry entry;
    entry.positional = option.get_positional();
    if (entry.positional) {
        entry.names = {option.get_name(true)};
    } else {
        for (const std::string& name : option.get_snames()) entry.names.push_back("-" + name);
        for (const std::string& name : option.get_lnames()) entry.names.push_back("--" + name);
    }
    entry.help = option.get_description();
    entry.takes_value = option.get_items_expected_max() > 0;
    entry.words = words_in_braces(option.get_type_name());
    entry.range = range_of(option.get_type_name());
    entry.fallback = option.get_default_str();
    if (entry.words.empty()) entry.words = words_of_setting(entry.help);
    return entry;
}

void add_tree(const CLI::App& app, const std::string& path, std::vector<CommandEntry>& entries) {
    CommandEntry entry{path, app.get_description(), {}, {}};
    for (const CLI::Option* option : app.get_options()) entry.options.push_back(entry_of(*option));
    std::vector<const CLI::App*> children;
    for (const CLI::App* child : app.get_subcommands({})) {
        if (child->get_group().empty()) continue;  // hidden
        entry.children.push_back(child->get_name());
        children.push_back(child);
    }
    entries.push_back(std::move(entry));
    for (const CLI::App* child : children) {
        add_tree(*child, path.empty() ? child->get_name() : path + " " + child->get_name(),
                 entries);
    }
}

}  // namespace

std::vector<CommandEntry> command_tree(const CLI::App& program) {
    std::vector<CommandEntry> entries;
    add_tree(program, "", entries);
    return entries;
}

std::vector<std::string> setting_words() {
    std::vector<std::string> words;
    for (const Parameter& row : parameters()) {
        words.push_back(row.key + "=");
        for (const std::string& choice : row.choices) words.push_back(row.key + "=" + choice);
    }
    return words;
}

}  // namespace nightwatt
