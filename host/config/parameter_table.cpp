#include "config/parameter_table.hpp"

#include <fmt/format.h>

#include <cmath>

namespace nightwatt {

namespace {

template <class... Cases>
struct Overloaded : Cases... {
    using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

/// A basic TOML string.
std::string in_quotes(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
        switch (c) {
            case '"':
                out += "\\\"";
                break;
            case '\\':
                out += "\\\\";
                break;
            case '\n':
                out += "\\n";
                break;
            case '\t':
                out += "\\t";
                break;
            default:
                if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
                    out += fmt::format("\\u{:04X}", static_cast<unsigned char>(c));
                else
                    out += c;
        }
    }
    return out + '"';
}

/// Shortest text that reads back as the same double, and as a float rather than an integer.
std::string float_text(double value) {
    std::string text = fmt::format("{}", value);
    if (std::isfinite(value) && text.find_first_of(".e") == std::string::npos) text += ".0";
    return text;
}

std::string with_unit(std::string text, const std::string& unit) {
    return unit.empty() ? text : text + ' ' + unit;
}

}  // namespace

void ParameterTable::add(std::string key, bool& target, std::string help) {
    rows_.push_back({std::move(key), "", std::move(help), &target, 0, 0, {}, false});
}

void ParameterTable::add(std::string key, std::int64_t& target, IntegerRange range,
                         std::string unit, std::string help) {
    rows_.push_back({std::move(key),
                     std::move(unit),
                     std::move(help),
                     &target,
                     static_cast<double>(range.minimum),
                     static_cast<double>(range.maximum),
                     {},
                     range.automatic});
}

void ParameterTable::add(std::string key, double& target, NumberRange range, std::string unit,
                         std::string help) {
    rows_.push_back({std::move(key),
                     std::move(unit),
                     std::move(help),
                     &target,
                     range.minimum,
                     range.maximum,
                     {},
                     range.automatic});
}

void ParameterTable::add(std::string key, std::string& target, Text text, std::string help) {
    rows_.push_back(
        {std::move(key), "", std::move(help), &target, 0, 0, std::move(text.choices), false});
}

void ParameterTable::add(std::string key, std::vector<std::string>& target, std::string help) {
    rows_.push_back({std::move(key), "", std::move(help), &target, 0, 0, {}, false});
}

void ParameterTable::append(const ParameterTable& other) {
    rows_.insert(rows_.end(), other.rows_.begin(), other.rows_.end());
}

const Parameter* ParameterTable::find(const std::string& key) const {
    for (const Parameter& row : rows_)
        if (row.key == key) return &row;
    return nullptr;
}

std::string value_text(const Parameter& parameter) {
    return std::visit(
        Overloaded{[](const bool* value) { return std::string(*value ? "true" : "false"); },
                   [&](const std::int64_t* value) {
                       return parameter.automatic && *value == automatic_value
                                  ? std::string("\"auto\"")
                                  : std::to_string(*value);
                   },
                   [&](const double* value) {
                       return parameter.automatic && *value == automatic_value
                                  ? std::string("\"auto\"")
                                  : float_text(*value);
                   },
                   [](const std::string* value) { return in_quotes(*value); },
                   [](const std::vector<std::string>* value) {
                       std::string list;
                       for (const std::string& item : *value)
                           list += (list.empty() ? "" : ", ") + in_quotes(item);
                       return '[' + list + ']';
                   }},
        parameter.target);
}

std::string allowed_text(const Parameter& parameter) {
    return std::visit(
        Overloaded{[](const bool*) { return std::string("true or false"); },
                   [&](const std::int64_t*) {
                       // 2^63 as a double stands for the largest integer, one less.
                       const std::string range = fmt::format(
                           "a whole number from {:.0f} to {}", parameter.minimum,
                           parameter.maximum < 0x1p63 ? static_cast<std::int64_t>(parameter.maximum)
                                                      : INT64_MAX);
                       return with_unit(range, parameter.unit) +
                              (parameter.automatic ? " or \"auto\"" : "");
                   },
                   [&](const double*) {
                       return with_unit(fmt::format("a number from {} to {}", parameter.minimum,
                                                    parameter.maximum),
                                        parameter.unit) +
                              (parameter.automatic ? " or \"auto\"" : "");
                   },
                   [&](const std::string*) {
                       if (parameter.choices.empty()) return std::string("a text in quotes");
                       std::string list;
                       for (const std::string& choice : parameter.choices)
                           list += (list.empty() ? "" : ", ") + in_quotes(choice);
                       return "one of " + list;
                   },
                   [](const std::vector<std::string>*) {
                       return std::string("a list of texts, [\"a\", \"b\"]");
                   }},
        parameter.target);
}

}  // namespace nightwatt
