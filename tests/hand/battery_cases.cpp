#include "hand/two_hours.hpp"

// One task of 1000 W through both hours, beside a battery.

namespace nightwatt::hand {

namespace {

// The battery takes 1 kW at 0.1 and holds 0.8 kWh of it; it gives 0.5 kW at 0.5, for which its
// level falls by 0.625 kWh. Grid 2 and 0.5 kWh: 0.2 + 0.25 = 0.45. Lost 0.2 + 0.125 = 0.325 kWh.
HandCase battery_moves_energy() {
    Builder b = one_task_of_two_hours({.price_per_kwh = {0.1, 0.5}});
    b.add(Battery{.charge_efficiency = 0.8, .discharge_efficiency = 0.8});
    Plan plan = through_both_hours();
    plan.battery_mw = {1'000'000, -500'000};
    Totals t = totals_of_two_hours();
    t.cost = t.energy_cost = 0.45;
    t.battery_charge_kwh = 1;
    t.battery_discharge_kwh = 0.5;
    t.battery_loss_kwh = 0.325;
    t.peak_kw = 2;
    return {"a battery moves energy to the dear hour", b.instance(), plan, t};
}

// PUE 1.25: 1.25 kWh an hour at the meter. First hour: 2 kWh of sun, of which the battery takes the
// 0.75 kWh that servers leave. Second hour: it offers 1.5 kW, 1.25 kWh are needed, 0.25 lost. Level
// 1 + 0.75 - 1.5 = 0.25 kWh. Nothing from the grid.
HandCase battery_keeps_the_sun() {
    Builder b = one_task_of_two_hours(
        {.price_per_kwh = {0.3}, .renewable_w = {2000, 0}, .pue_overhead = 1.25});
    b.add(Battery{.capacity_wh = 2000, .discharge_w = 1500, .start_wh = 1000, .end_wh = 250});
    Plan plan = through_both_hours();
    plan.battery_mw = {750'000, -1'500'000};
    Totals t = totals_of_two_hours();
    t.energy_kwh = 2.5;
    t.renewable_kwh = 2;
    t.renewable_available_kwh = 2;
    t.battery_charge_kwh = 0.75;
    t.battery_discharge_kwh = 1.5;
    t.battery_loss_kwh = 0.25;
    t.battery_unneeded_kwh = 0.25;
    t.peak_kw = 0;
    return {"a battery keeps the sun, and what it offers beyond the need is lost", b.instance(),
            plan, t};
}

// At -0.1 the grid pays for the load and the charge: 2 kWh * -0.1; then 0.3 for what the battery
// does not give: 0.4 kWh * 0.3 = 0.12. Caps count what crosses the meter: 2 kW are 0.5 above the
// soft cap, 0.5 * 0.2 = 0.1. Peak 2 kW * 0.05 = 0.1. Sum -0.2 + 0.12 + 0.1 + 0.1 = 0.12.
HandCase battery_is_charged_when_the_grid_pays() {
    Builder b = one_task_of_two_hours({.price_per_kwh = {-0.1, 0.3},
                                       .renewable_w = {400, 0},
                                       .hard_cap_w = {2000, 400},
                                       .soft_cap_w = {1500, none},
                                       .peak_price_per_kw = 0.05,
                                       .soft_cap_penalty_per_kwh = 0.2});
    b.add(Battery{.charge_efficiency = 0.9});
    Plan plan = through_both_hours();
    plan.battery_mw = {1'000'000, -600'000};
    Totals t = totals_of_two_hours();
    t.cost = 0.12;
    t.energy_cost = -0.08;
    t.soft_cap_cost = 0.1;
    t.peak_cost = 0.1;
    t.renewable_available_kwh = 0.4;
    t.battery_charge_kwh = 1;
    t.battery_discharge_kwh = 0.6;
    t.battery_loss_kwh = 0.1;
    t.peak_kw = 2;
    return {"a battery is charged when the grid pays, and caps count it", b.instance(), plan, t};
}

// The battery takes 1 kW, gives half of it back: 2.5 kWh cross the meter, but 2 kWh are used, and
// 2 are allowed. Grid 2 kWh * 0.1 + 0.5 kWh * 0.5 = 0.45.
HandCase energy_cap_does_not_count_what_is_stored() {
    Builder b = one_task_of_two_hours({.price_per_kwh = {0.1, 0.5}});
    b.instance().energy_cap_kwh = 2;
    b.add(Battery{});
    Plan plan = through_both_hours();
    plan.battery_mw = {1'000'000, -500'000};
    Totals t = totals_of_two_hours();
    t.cost = t.energy_cost = 0.45;
    t.battery_charge_kwh = 1;
    t.battery_discharge_kwh = 0.5;
    t.peak_kw = 2;
    return {"the energy cap does not count what a battery keeps", b.instance(), plan, t};
}

// The battery gives 0.5 kW of what it began with: 1.5 kWh cross the meter, but 2 kWh are used
// against 1.9. Grid 1 and 0.5 kWh * 0.1.
HandCase energy_cap_counts_what_a_battery_gives() {
    Builder b = one_task_of_two_hours({.price_per_kwh = {0.1}});
    b.instance().energy_cap_kwh = 1.9;
    b.add(Battery{.start_wh = 500});
    Plan plan = through_both_hours();
    plan.battery_mw = {0, -500'000};
    Totals t = totals_of_two_hours();
    t.cost = t.energy_cost = 0.15;
    t.battery_discharge_kwh = 0.5;
    return {"the energy cap counts what a battery gives", b.instance(), plan, t, "energy cap"};
}

}  // namespace

std::vector<HandCase> battery_cases() {
    return {battery_moves_energy(), battery_keeps_the_sun(),
            battery_is_charged_when_the_grid_pays(), energy_cap_does_not_count_what_is_stored(),
            energy_cap_counts_what_a_battery_gives()};
}

}  // namespace nightwatt::hand
