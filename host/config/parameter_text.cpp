#include "config/parameter_text.hpp"

#include <fmt/format.h>

#include <sstream>

namespace nightwatt {

namespace {

constexpr std::size_t text_width = 100;

std::string section_of(const std::string& key) {
    const std::size_t dot = key.rfind('.');
    return dot == std::string::npos ? "" : key.substr(0, dot);
}

std::string name_of(const std::string& key) {
    const std::size_t dot = key.rfind('.');
    return dot == std::string::npos ? key : key.substr(dot + 1);
}

/// Help and allowed values, broken into comment lines.
std::string comment(const Parameter& row) {
    std::istringstream words(fmt::format("{} Allowed: {}.", row.help, allowed_text(row)));
    std::string text = "#";
    std::size_t width = text.size();
    for (std::string word; words >> word;) {
        if (width + 1 + word.size() > text_width) {
            text += "\n#";
            width = 1;
        }
        text += ' ' + word;
        width += 1 + word.size();
    }
    return text + '\n';
}

std::string escaped_for_table(const std::string& text) {
    std::string out;
    for (const char c : text) out += c == '|' ? std::string("\\|") : std::string(1, c);
    return out;
}

/// "[search]", "[[site]]", or "" for keys outside of any section.
std::string heading(const ConfigPart& part, const std::string& section) {
    if (!part.array.empty()) return fmt::format("[[{}]]", part.array);
    return section.empty() ? "" : fmt::format("[{}]", section);
}

/// Calls open(heading) where a section begins and then row(parameter) for each of its rows.
template <class Open, class Row>
void visit_sections(const std::vector<ConfigPart>& parts, Open&& open, Row&& row) {
    for (const ConfigPart& part : parts) {
        std::string last;
        for (const Parameter& parameter : part.table.rows()) {
            const std::string now = heading(part, section_of(parameter.key));
            if (now != last) open(now);
            last = now;
            row(part, parameter);
        }
    }
}

}  // namespace

std::string toml_reference(const std::vector<ConfigPart>& parts) {
    std::string text =
        "# Every setting with its default. Copy what you change; `nightwatt config` prints this "
        "file.\n";
    visit_sections(
        parts,
        [&](const std::string& head) {
            const bool entries = head.starts_with("[[");
            text += entries ? fmt::format("\n# Any number of entries like this one:\n# {}\n", head)
                            : fmt::format("\n{}\n", head);
        },
        [&](const ConfigPart& part, const Parameter& row) {
            text += fmt::format("\n{}{}{} = {}\n", comment(row), part.array.empty() ? "" : "# ",
                                name_of(row.key), value_text(row));
        });
    return text;
}

std::string markdown_reference(const std::vector<ConfigPart>& parts) {
    std::string text = "# Configuration\n";
    visit_sections(
        parts,
        [&](const std::string& head) {
            text += fmt::format(
                "\n## `{}`\n\n| key | default | allowed | meaning |\n|---|---|---|---|\n", head);
        },
        [&](const ConfigPart&, const Parameter& row) {
            text += fmt::format("| `{}` | `{}` | {} | {} |\n", name_of(row.key), value_text(row),
                                escaped_for_table(allowed_text(row)), escaped_for_table(row.help));
        });
    return text;
}

std::string toml_values(const ParameterTable& table) {
    std::string text;
    std::string last;
    for (const Parameter& row : table.rows()) {
        const std::string section = section_of(row.key);
        if (section != last) text += fmt::format("[{}]\n", section);
        last = section;
        text += fmt::format("{} = {}\n", name_of(row.key), value_text(row));
    }
    return text;
}

std::vector<std::string> differing_values(const ParameterTable& table,
                                          const ParameterTable& defaults) {
    std::vector<std::string> lines;
    for (const Parameter& row : table.rows()) {
        const Parameter* before = defaults.find(row.key);
        const std::string value = value_text(row);
        if (before == nullptr || value_text(*before) != value)
            lines.push_back(fmt::format("{} = {}", row.key, value));
    }
    return lines;
}

}  // namespace nightwatt
