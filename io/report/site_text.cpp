#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "instance/columns.hpp"
#include "instance/in_quotes.hpp"
#include "io/report/figures.hpp"
#include "io/report/moment_text.hpp"
#include "io/report/plan_text.hpp"
#include "io/report/site_lateness.hpp"
#include "io/report/text_table.hpp"

namespace nightwatt {

namespace {

/// A site over some slots.
struct Stretch {
    double energy_kwh = 0;
    double renewable_kwh = 0;
    double it_kwh = 0;
    double cost = 0;
    double carbon_kg = 0;
    double rate_sum = 0;
    double slots = 0;
    double battery_kwh = 0;  ///< charged less discharged
    double level_kwh = 0;    ///< of the battery, at the end
    double late_h = 0;

    void add(const SiteSlot& slot, double slot_h, double late) {
        energy_kwh += slot.power_w / 1e3 * slot_h;
        renewable_kwh += slot.renewable_w / 1e3 * slot_h;
        it_kwh += slot.pue > 0 ? slot.power_w / 1e3 * slot_h / slot.pue : 0;
        cost += slot.cost;
        carbon_kg += slot.carbon_kg;
        rate_sum += slot.rate_per_kwh;
        ++slots;
        battery_kwh += (slot.battery_charge_w - slot.battery_discharge_w) / 1e3 * slot_h;
        level_kwh = slot.battery_level_wh / 1e3;
        late_h += late;
    }
};

/// Slots a row: an hour, or what keeps a site to 48 rows.
std::size_t slots_a_row(const Instance& instance) {
    constexpr std::size_t most_rows = 48;
    const auto hour = static_cast<std::size_t>(std::max(1.0, std::round(3600 / instance.slot_s)));
    std::size_t slots = hour;
    while ((instance.slots() + slots - 1) / slots > most_rows) slots += hour;
    return slots;
}

struct Format {
    int kwh;
    int money;
    bool battery;
    bool late;
};

std::vector<std::string> cells(const std::string& name, const Stretch& part, const Format& format) {
    std::vector<std::string> row{
        name,
        number_text(part.energy_kwh, format.kwh),
        number_text(part.renewable_kwh, format.kwh),
        number_text(part.it_kwh > 0 ? part.energy_kwh / part.it_kwh : none, 3),
        number_text(part.rate_sum / part.slots, 4),
        number_text(part.cost, format.money),
        number_text(part.carbon_kg, format.kwh)};
    if (format.late) row.push_back(number_text(part.late_h, 2));
    if (format.battery) {
        row.push_back(number_text(part.battery_kwh, format.kwh));
        row.push_back(number_text(part.level_kwh, format.kwh));
    }
    return row;
}

std::string site_table(const Instance& instance, const PlanRecord& record,
                       const SiteLateness& lateness, std::size_t site) {
    const std::size_t slots = instance.slots();
    const SiteSlot* series = &record.account.site_slots[site * slots];
    const double* late_h = &lateness.late_h[site * slots];
    const double slot_h = instance.slot_s / 3600;
    Stretch whole;
    for (std::size_t slot = 0; slot != slots; ++slot) {
        whole.add(series[slot], slot_h, late_h[slot]);
    }
    const std::vector<std::int32_t>& batteries = instance.batteries.site;
    const bool battery = std::find(batteries.begin(), batteries.end(),
                                   static_cast<std::int32_t>(site)) != batteries.end();
    const Format format{decimals_for(whole.energy_kwh), decimals_for(whole.cost), battery,
                        record.account.totals.late_tasks > 0};
    const std::string currency = currency_of(instance);
    std::vector<TextTable::Head> columns{{"from, UTC", TextTable::Side::Left},
                                         {"kWh"},
                                         {"renewable"},
                                         {"PUE"},
                                         {currency + "/kWh IT"},
                                         {currency},
                                         {"kg CO2"}};
    if (format.late) columns.push_back({"late h"});
    if (battery) {
        columns.push_back({"charged"});
        columns.push_back({"level"});
    }
    TextTable table(columns);
    const std::size_t step = slots_a_row(instance);
    for (std::size_t first = 0; first < slots; first += step) {
        Stretch part;
        for (std::size_t slot = first; slot != std::min(first + step, slots); ++slot) {
            part.add(series[slot], slot_h, late_h[slot]);
        }
        table.add(cells(utc_text(instance.epoch, static_cast<double>(first) * instance.slot_s),
                        part, format));
    }
    table.add(cells("all", whole, format));
    return fmt::format("Site {}\n", in_quotes(instance.sites.id[site])) + table.text();
}

/// What the plan pays beside the costs of its sites.
std::string beside_text(const Totals& totals) {
    std::vector<std::string> items;
    for (const auto& [name, cost] : {std::pair{"tardiness", totals.tardiness_cost},
                                     {"transfers", totals.transfer_cost},
                                     {"peak demand", totals.peak_cost},
                                     {"makespan", totals.makespan_cost},
                                     {"moved tasks", totals.change_cost}}) {
        if (cost != 0) items.emplace_back(name);
    }
    if (items.empty()) return "";
    return wrapped_text(fmt::format("Not among the costs of sites: {}.", fmt::join(items, ", ")));
}

}  // namespace

std::string site_text(const Instance& instance, const PlanRecord& record) {
    if (record.account.totals.energy_kwh <= 0) return "";
    const SiteLateness lateness = site_lateness(instance, record);
    std::string text;
    for (std::size_t site = 0; site != instance.sites.size(); ++site) {
        if (!text.empty()) text += '\n';
        text += site_table(instance, record, lateness, site);
    }
    return text + beside_text(record.account.totals);
}

}  // namespace nightwatt
