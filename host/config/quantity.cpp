#include "config/quantity.hpp"

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
        {{"kB", 1}, {"MB", 1e3}, {"GB", 1e6}, {"TB", 1e9}},
        {{"Mbit/s", 1}, {"Gbit/s", 1e3}, {"Tbit/s", 1e6}},
        {{"g/kWh", 1}, {"kg/kWh", 1e3}, {"kg/MWh", 1}, {"t/MWh", 1e3}},
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

}  // namespace

std::optional<double> read_quantity(std::string_view text, std::string_view wanted) {
    const std::vector<Unit>* const quantity = quantity_with(wanted);
    text = trimmed(text);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (quantity == nullptr || error != std::errc{}) return std::nullopt;
    const std::string_view name = trimmed(text.substr(static_cast<std::size_t>(end - text.data())));
    double given = 0;
    double own = 0;
    for (const Unit& unit : *quantity) {
        if (unit.name == name) given = unit.size;
        if (unit.name == wanted) own = unit.size;
    }
    if (given == 0) return std::nullopt;
    return given >= own ? value * (given / own) : value / (own / given);
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

}  // namespace nightwatt
