#include <fmt/format.h>

#include "io/report/figures.hpp"
#include "io/report/plan_text.hpp"
#include "io/report/text_table.hpp"

namespace nightwatt {

std::string energy_text(const Instance& instance, const PlanRecord& record) {
    const Totals& totals = record.account.totals;
    if (totals.energy_kwh <= 0) return "";
    const int decimals = decimals_for(totals.energy_kwh);
    TextTable table({{"", TextTable::Side::Left}, {"kWh"}, {"share"}});
    const auto add = [&](const char* name, double kwh) {
        table.add({name, number_text(kwh, decimals), percent_text(kwh / totals.energy_kwh)});
    };
    add("running tasks", totals.dynamic_kwh);
    add("servers on, beside the tasks", totals.idle_kwh);
    add("servers asleep", totals.sleep_kwh);
    add("waking and switching on", totals.wake_kwh);
    add("cooling and overhead", totals.energy_kwh - totals.it_energy_kwh);
    add("all", totals.energy_kwh);
    if (totals.renewable_available_kwh > 0) {
        table.add({"renewable, of all that came in", number_text(totals.renewable_kwh, decimals),
                   percent_text(renewable_share(totals))});
    }
    std::string text = "Where the energy goes";
    if (ends_after_horizon(instance, totals)) text += ", until the night's end";
    text += '\n' + table.text();
    if (totals.renewable_available_kwh > 0) {
        text += fmt::format("  {} kWh of renewable energy were at hand, {} of them were used.\n",
                            number_text(totals.renewable_available_kwh),
                            percent_text(totals.renewable_kwh / totals.renewable_available_kwh));
    }
    if (totals.battery_charge_kwh > 0 || totals.battery_discharge_kwh > 0) {
        text += fmt::format("  Batteries took {} kWh and offered {} kWh; {} kWh were lost.\n",
                            number_text(totals.battery_charge_kwh),
                            number_text(totals.battery_discharge_kwh),
                            number_text(totals.battery_loss_kwh));
    }
    if (totals.transfer_kwh > 0) {
        text += fmt::format("  Transfers took another {} kWh in the network.\n",
                            number_text(totals.transfer_kwh));
    }
    if (totals.heat_kwh > 0) {
        text += fmt::format("  {} kWh of heat were used.\n", number_text(totals.heat_kwh));
    }
    return text;
}

}  // namespace nightwatt
