#include "config/assign_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <sstream>

#include "config/nearest_name.hpp"
#include "config/quantity.hpp"

namespace nightwatt {

namespace {

/// One overload for each kind of setting: true where the value was taken, with `problem` saying why
/// a value of the right type is refused.
struct Assignment {
    const toml::node& node;
    const Parameter& parameter;
    std::string problem;
    std::string currency;

    bool operator()(bool* target) {
        const auto* value = node.as_boolean();
        if (value) *target = value->get();
        return value != nullptr;
    }

    /// The word "auto" for a number that takes it.
    [[nodiscard]] bool automatic() const {
        const auto* word = node.as_string();
        return word && parameter.automatic && word->get() == "auto";
    }

    bool operator()(std::int64_t* target) {
        if (automatic()) return *target = automatic_value, true;
        const auto* value = node.as_integer();
        return value && in_range(static_cast<double>(value->get())) &&
               (*target = value->get(), true);
    }

    bool operator()(double* target) {
        if (automatic()) return *target = static_cast<double>(automatic_value), true;
        double value = 0;
        if (const auto* number = node.as_floating_point())
            value = number->get();
        else if (const auto* whole = node.as_integer())
            value = static_cast<double>(whole->get());
        else if (const auto quantity = with_unit())
            value = *quantity;
        else
            return false;
        return std::isfinite(value) && in_range(value) && (*target = value, true);
    }

    /// "0.25 kW" for a setting in W, "40 EUR/t" for one in money/kg.
    std::optional<double> with_unit() {
        const auto* text = node.as_string();
        if (text == nullptr) return std::nullopt;
        if (const auto value = read_quantity(text->get(), parameter.unit)) return value;
        if (const auto money = read_money(text->get(), parameter.unit)) {
            currency = money->currency;
            return money->value;
        }
        problem = unit_hint(parameter.unit);
        return std::nullopt;
    }

    bool operator()(std::string* target) {
        const auto* value = node.as_string();
        if (!value) return false;
        const std::string& word = value->get();
        const auto& choices = parameter.choices;
        if (!choices.empty() && std::find(choices.begin(), choices.end(), word) == choices.end()) {
            problem = suggestion(word, choices);
            return false;
        }
        *target = word;
        return true;
    }

    bool operator()(std::vector<std::string>* target) {
        const auto* list = node.as_array();
        if (!list) return false;
        std::vector<std::string> texts;
        for (const toml::node& item : *list) {
            const auto* text = item.as_string();
            if (!text) return false;
            texts.push_back(text->get());
        }
        *target = std::move(texts);
        return true;
    }

    [[nodiscard]] bool in_range(double value) const {
        return value >= parameter.minimum && value <= parameter.maximum;
    }
};

}  // namespace

Assigned assign_value(const toml::node& node, const Parameter& parameter) {
    Assignment assignment{node, parameter, {}, {}};
    if (std::visit([&](auto* target) { return assignment(target); }, parameter.target)) {
        return {{}, assignment.currency};
    }
    return {"allowed is " + allowed_text(parameter) + assignment.problem, {}};
}

Assigned assign_text(const std::string& text, const Parameter& parameter) {
    const toml::value<std::string> word{text};
    const bool takes_text = std::holds_alternative<std::string*>(parameter.target);
    try {
        const toml::table parsed = toml::parse("value = " + text);
        const toml::node& value = *parsed.get("value");
        // More than one key: the text held a line break and is no single value.
        if (parsed.size() == 1 && (!takes_text || value.is_string()))
            return assign_value(value, parameter);
    } catch (const toml::parse_error&) {
        // Not TOML: a bare word.
    }
    return assign_value(word, parameter);
}

std::string shown_value(const toml::node& node) {
    if (node.is_table()) return "(a section)";
    if (node.is_array_of_tables()) return "(a list of sections)";
    std::ostringstream text;
    if (const auto* word = node.as_string()) return '"' + shown_text(word->get()) + '"';
    if (const auto* list = node.as_array())
        text << toml::toml_formatter{*list};
    else
        node.visit([&](const auto& value) {
            if constexpr (toml::is_value<decltype(value)>) text << value;
        });
    return shown_text(text.str());
}

std::string shown_text(const std::string& text) {
    constexpr std::size_t longest = 60;
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        // Cut between characters of UTF-8, never inside one.
        const bool character_starts = (static_cast<unsigned char>(text[i]) & 0xc0) != 0x80;
        if (out.size() >= longest && character_starts) return out + "...";
        if (static_cast<unsigned char>(text[i]) < 0x20 || text[i] == 0x7f)
            out += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[i]));
        else
            out += text[i];
    }
    return out;
}

}  // namespace nightwatt
