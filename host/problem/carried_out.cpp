#include "problem/carried_out.hpp"

#include "instance/columns.hpp"
#include "instance/tables.hpp"
#include "problem/decode.hpp"

namespace nightwatt {

namespace {

/// Rows by site and slot; each site's last row is repeated until it has twice as many.
template <class Table>
void prolong(Table& table, std::size_t sites, std::size_t slots) {
    if (table.size() == 0) return;
    visit_columns(table, [&](const Column&, auto& values) {
        std::remove_cvref_t<decltype(values)> longer;
        for (std::size_t site = 0; site < sites; ++site) {
            const auto first = values.begin() + static_cast<std::ptrdiff_t>(site * slots);
            const auto last = first + static_cast<std::ptrdiff_t>(slots);
            longer.insert(longer.end(), first, last);
            longer.insert(longer.end(), slots, *(last - 1));
        }
        values = std::move(longer);
    });
}

}  // namespace

Instance prolonged_night(const Instance& instance) {
    Instance night = instance;
    const std::size_t slots = instance.slots();
    prolong(night.series, instance.sites.size(), slots);
    prolong(night.spreads, instance.sites.size(), slots);
    for (std::size_t row = 0; row < night.series.size(); ++row) {
        night.series.start_s[row] = instance.slot_s * static_cast<double>(row % (2 * slots));
    }
    night.horizon_s = 2 * instance.horizon_s;
    night.servers.close_s.assign(night.servers.size(), none);
    return night;
}

Plan carried_out(const Instance& night, const Plan& plan) {
    Plan genes = plan;
    for (std::size_t task = 0; task < genes.size(); ++task) {
        genes.hold_ms[task] = std::max(genes.hold_ms[task], genes.start_ms[task]);
    }
    // Batteries do what was planned, and rest where nothing was.
    const std::size_t sites = night.sites.size();
    const std::size_t planned_slots = genes.battery_mw.size() / sites;
    if (!genes.battery_mw.empty() && planned_slots < night.slots()) {
        std::vector<std::int64_t> longer(sites * night.slots(), 0);
        for (std::size_t row = 0; row < genes.battery_mw.size(); ++row) {
            longer[row / planned_slots * night.slots() + row % planned_slots] =
                genes.battery_mw[row];
        }
        genes.battery_mw = std::move(longer);
    }
    // They decide no start. Whether a battery may give is a matter of the rates that the plan was
    // made for, which decode() does not know.
    std::vector<std::int64_t> battery_mw = std::move(genes.battery_mw);
    genes.battery_mw.clear();
    Plan done = decode(Problem(night), std::move(genes)).plan;
    if (!battery_mw.empty()) done.battery_mw = std::move(battery_mw);
    return done;
}

}  // namespace nightwatt
