#include "forecast/site_quantity.hpp"

#include <algorithm>
#include <cmath>

namespace nightwatt {

std::span<const SiteQuantity> site_quantities() {
    static const SiteQuantity all[] = {
        {"price_per_kwh", &SeriesTable::price_per_kwh, &SpreadTable::price_per_kwh_spread,
         "kW-1 h-1", "/kWh", true, true, 1e6},
        {"carbon_g_per_kwh", &SeriesTable::carbon_g_per_kwh, &SpreadTable::carbon_g_per_kwh_spread,
         "g kW-1 h-1", "g/kWh", false, false, 1e2},
        {"temperature_c", &SeriesTable::temperature_c, &SpreadTable::temperature_c_spread, "degC",
         "°C", false, true, 1e2},
        {"renewable_w", &SeriesTable::renewable_w, &SpreadTable::renewable_w_spread, "W", "W",
         false, false, 1e1},
        {"heat_demand_w", &SeriesTable::heat_demand_w, &SpreadTable::heat_demand_w_spread, "W", "W",
         false, false, 1e1},
    };
    return all;
}

std::vector<std::string> units_of(const SiteQuantity& quantity, const std::string& currency) {
    const std::string udunits(quantity.unit);
    const std::string usual(quantity.usual);
    if (quantity.money) return {currency + " " + udunits, currency + usual};
    return {udunits, usual};
}

std::string udunits_of(std::string_view quantity, const std::string& unit) {
    for (const SiteQuantity& one : site_quantities()) {
        if (one.name != quantity || !unit.ends_with(one.usual)) continue;
        const std::string currency = unit.substr(0, unit.size() - one.usual.size());
        if (currency.empty() == one.money) continue;
        return units_of(one, currency).front();
    }
    return unit;
}

double stored_value(const SiteQuantity& quantity, double value) {
    const double rounded = std::round(value * quantity.parts) / quantity.parts;
    return quantity.may_be_negative ? rounded : std::max(rounded, 0.0);
}

double stored_spread(const SiteQuantity& quantity, double value) {
    return std::round(value * quantity.parts) / quantity.parts;
}

}  // namespace nightwatt
