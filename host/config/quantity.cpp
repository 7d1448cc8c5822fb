#include "config/quantity.hpp"

#include <fmt/format.h>

#include <charconv>
#include <vector>

namespace nightwatt {

namespace {

/// Units of one quantity by a common one: whole ratios, so that a value in its own unit stays as it
/// is.
struct Unit {
    std::string_view name;
    double size;
};

const std::vector<std::vector<Unit>>& quantities() {
    static const std::vector<std::vector<Unit>> all = {
        {{"ms", 1}, {"s", 1e3}, {"min", 6e4}, {"h", 3.6e6}, {"d", 8.64e7}},
        {{"mW", 1}, {"W", 1e3}, {"kW", 1e6}, {"MW", 1e9}},
        {{"J", 1}, {"kJ", 1e3}, {"Wh", 3.6e3}, {"MJ", 1e6}, {"kWh", 3.6e6}, {"MWh", 3.6e9}},
        {{"g", 1}, {"kg", 1e3}, {"t", 1e6}},
        {{"kB", 1}, {"MB", 1e3}, {"GB", 1e6}, {"TB", 1e9}},
        {{"Mbit/s", 1}, {"Gbit/s", 1e3}, {"Tbit/s", 1e6}},
        {{"g/kWh", 1}, {"kg/kWh", 1e3}, {"kg/MWh", 1}, {"t/MWh", 1e3}},
        {{"J/GB", 1}, {"J/MB", 1e3}, {"kWh/TB", 3.6e3}, {"kWh/GB", 3.6e6}, {"J/byte", 1e9}},
        {{"degC", 1}}};
    return all;
}

/// The quantity that has a unit; null: none.
const std::vector<Unit>* quantity_with(std::string_view name) {
    for (const std::vector<Unit>& quantity : quantities()) {
        for (const Unit& unit : quantity) {
            if (unit.name == name) return &quantity;
        }
    }
    return nullptr;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

/// A number and what follows it.
struct Parts {
    double value;
    std::string_view rest;
};

std::optional<Parts> parts_of(std::string_view text) {
    text = trimmed(text);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{}) return std::nullopt;
    return Parts{value, trimmed(text.substr(static_cast<std::size_t>(end - text.data())))};
}

/// 0: not a unit of the quantity.
double size_of(const std::vector<Unit>& quantity, std::string_view name) {
    for (const Unit& unit : quantity) {
        if (unit.name == name) return unit.size;
    }
    return 0;
}

constexpr std::string_view money = "money";

bool is_money(std::string_view unit) {
    return unit == money || unit.starts_with("money/");
}

/// "kWh" of "money/kWh", nothing of "money".
std::string_view divisor_of(std::string_view unit) {
    return unit == money ? std::string_view{} : unit.substr(money.size() + 1);
}

}  // namespace

std::optional<double> read_quantity(std::string_view text, std::string_view wanted) {
    const std::vector<Unit>* const quantity = quantity_with(wanted);
    const std::optional<Parts> parts = parts_of(text);
    if (quantity == nullptr || !parts) return std::nullopt;
    const double given = size_of(*quantity, parts->rest);
    const double own = size_of(*quantity, wanted);
    if (given == 0) return std::nullopt;
    return given >= own ? parts->value * (given / own) : parts->value / (own / given);
}

std::optional<MoneyQuantity> read_money(std::string_view text, std::string_view wanted) {
    const std::optional<Parts> parts = parts_of(text);
    if (!is_money(wanted) || !parts) return std::nullopt;
    const std::size_t slash = parts->rest.find('/');
    const std::string currency(trimmed(parts->rest.substr(0, slash)));
    const std::string_view divisor = divisor_of(wanted);
    if (currency.empty() || (slash == std::string_view::npos) != divisor.empty()) {
        return std::nullopt;
    }
    if (divisor.empty()) return MoneyQuantity{parts->value, currency};
    const std::vector<Unit>* const quantity = quantity_with(divisor);
    if (quantity == nullptr) return std::nullopt;
    const double given = size_of(*quantity, trimmed(parts->rest.substr(slash + 1)));
    const double own = size_of(*quantity, divisor);
    if (given == 0) return std::nullopt;
    return MoneyQuantity{given >= own ? parts->value / (given / own) : parts->value * (own / given),
                         currency};
}

std::string unit_names(std::string_view wanted) {
    const std::vector<Unit>* const quantity = quantity_with(wanted);
    std::string names;
    if (quantity == nullptr) return names;
    for (std::size_t k = 0; k < quantity->size(); ++k) {
        if (k > 0) names += k + 1 < quantity->size() ? ", " : " or ";
        names += (*quantity)[k].name;
    }
    return names;
}

std::string unit_hint(std::string_view wanted) {
    if (wanted == money) return "; a currency may follow, as in \"0.5 EUR\"";
    if (is_money(wanted)) {
        const std::string_view divisor = divisor_of(wanted);
        return fmt::format("; a currency may follow, as in \"0.5 EUR/{}\", for each {}", divisor,
                           unit_names(divisor));
    }
    const std::string names = unit_names(wanted);
    return names.empty() ? "" : fmt::format("; a unit may follow: {}", names);
}

}  // namespace nightwatt
