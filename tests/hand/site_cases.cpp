#include "hand/hand_builder.hpp"
#include "hand/hand_instances.hpp"
#include "hand/two_hours.hpp"

// Most cases run one task of 1000 W through both hours (two_hours.hpp).

namespace nightwatt::hand {

namespace {

// COP 6 at 10 degC and 4 at 20 degC: 5 at 15 degC, 4 beyond the end at 30 degC. PUE 1.1 + 1/5
// = 1.3, then 1.1 + 1/4 = 1.35. Energy 1.3 + 1.35 = 2.65 kWh * 0.1 = 0.265.
HandCase pue_from_cop() {
    Builder b = one_task_of_two_hours({.price_per_kwh = {0.1},
                                       .temperature_c = {15, 30},
                                       .pue_overhead = 1.1,
                                       .cop = {{10, 6}, {20, 4}}});
    Totals t = totals_of_two_hours();
    t.cost = t.energy_cost = 0.265;
    t.energy_kwh = 2.65;
    t.peak_kw = 1.35;
    return {"PUE follows the temperature", b.instance(), through_both_hours(), t};
}

// 500 then 100 g/kWh at 0.08 a kg: rates 0.1 + 0.04 and 0.2 + 0.008. Sum 0.348; 0.6 kg.
HandCase carbon_price() {
    Builder b =
        one_task_of_two_hours({.price_per_kwh = {0.1, 0.2}, .carbon_g_per_kwh = {500, 100}});
    b.instance().carbon_price_per_kg = 0.08;
    Totals t = totals_of_two_hours();
    t.cost = t.energy_cost = 0.348;
    t.carbon_kg = 0.6;
    return {"carbon has a price", b.instance(), through_both_hours(), t};
}

// PUE 1.25: 1.25 kWh an hour at the meter. Renewable 0.4 kWh, then 2 kWh of which 0.75 are lost:
// used 0.4 + 1.25 = 1.65 of 2.4. Grid 0.85 + 0: 0.85 kWh * 0.3 = 0.255 and 0.85 * 100 g = 0.085 kg.
HandCase renewable_power_is_used_first() {
    Builder b = one_task_of_two_hours({.price_per_kwh = {0.3},
                                       .carbon_g_per_kwh = {100},
                                       .renewable_w = {400, 2000},
                                       .pue_overhead = 1.25});
    Totals t = totals_of_two_hours();
    t.cost = t.energy_cost = 0.255;
    t.energy_kwh = 2.5;
    t.renewable_kwh = 1.65;
    t.renewable_available_kwh = 2.4;
    t.carbon_kg = 0.085;
    t.peak_kw = 0.85;
    return {"renewable power is used first and its surplus is lost", b.instance(),
            through_both_hours(), t};
}

// At -0.1 the grid pays, so the first hour's 0.4 kWh of renewable energy stay unused:
// 1 kWh * -0.1 + 0.6 kWh * 0.3 = 0.08. Grid power 1, then 0.6 kW; used 0.4 of 0.8 kWh.
HandCase renewable_power_waits_when_the_grid_pays() {
    Builder b = one_task_of_two_hours({.price_per_kwh = {-0.1, 0.3}, .renewable_w = {400, 400}});
    Totals t = totals_of_two_hours();
    t.cost = t.energy_cost = 0.08;
    t.renewable_kwh = 0.4;
    t.renewable_available_kwh = 0.8;
    return {"renewable power is not used while the grid pays", b.instance(), through_both_hours(),
            t};
}

// PUE 1.25, so 1.25 kWh an hour. Caps of 600 W and 2000 W: 0.65 kWh above in the first hour, at a
// penalty of 2: 1.3. Energy 2.5 kWh * 0.1 = 0.25. Sum 1.55.
HandCase soft_cap_is_paid() {
    Builder b = one_task_of_two_hours({.price_per_kwh = {0.1},
                                       .soft_cap_w = {600, 2000},
                                       .pue_overhead = 1.25,
                                       .soft_cap_penalty_per_kwh = 2});
    Totals t = totals_of_two_hours();
    t.cost = 1.55;
    t.energy_cost = 0.25;
    t.soft_cap_cost = 1.3;
    t.energy_kwh = 2.5;
    t.peak_kw = 1.25;
    return {"energy above the soft cap is paid for", b.instance(), through_both_hours(), t};
}

// 1 kW drawn, 1 kW allowed: fine. 2 kWh * 0.1 = 0.2.
HandCase hard_cap_is_just_kept() {
    Builder b = one_task_of_two_hours({.price_per_kwh = {0.1}, .hard_cap_w = {1000}});
    Totals t = totals_of_two_hours();
    t.cost = t.energy_cost = 0.2;
    return {"a hard cap may be met exactly", b.instance(), through_both_hours(), t};
}

// PUE 1.25: 1250 W at the meter against 1249 W. 2.5 kWh * 0.1 = 0.25.
HandCase hard_cap_is_broken() {
    Builder b = one_task_of_two_hours(
        {.price_per_kwh = {0.1}, .hard_cap_w = {1249, none}, .pue_overhead = 1.25});
    Totals t = totals_of_two_hours();
    t.cost = t.energy_cost = 0.25;
    t.energy_kwh = 2.5;
    t.peak_kw = 1.25;
    return {"a hard cap is broken by one watt", b.instance(), through_both_hours(), t, "hard cap"};
}

// 2 kWh used, 2 kWh allowed. 2 * 0.1 = 0.2.
HandCase energy_cap_is_just_kept() {
    Builder b = one_task_of_two_hours({.price_per_kwh = {0.1}});
    b.instance().energy_cap_kwh = 2;
    Totals t = totals_of_two_hours();
    t.cost = t.energy_cost = 0.2;
    return {"the energy cap may be met exactly", b.instance(), through_both_hours(), t};
}

// PUE 1.25: 2.5 kWh at the meter against 2.4. Renewable energy counts as well. Grid 2 kWh * 0.1.
HandCase energy_cap_is_broken() {
    Builder b =
        one_task_of_two_hours({.price_per_kwh = {0.1}, .renewable_w = {250}, .pue_overhead = 1.25});
    b.instance().energy_cap_kwh = 2.4;
    Totals t = totals_of_two_hours();
    t.cost = t.energy_cost = 0.2;
    t.energy_kwh = 2.5;
    t.renewable_kwh = t.renewable_available_kwh = 0.5;
    t.peak_kw = 1;
    return {"the energy cap counts energy at the meter, renewable too", b.instance(),
            through_both_hours(), t, "energy cap"};
}

// Site 0: task 0 with 800 W in the first hour, task 1 with 900 W in the second, of which 300 W are
// renewable: grid 0.8 and 0.6 kW, peak 0.8 kW * 10 = 8. Energy 0.8 * 0.1 + 0.6 * 0.1 = 0.14.
// Site 1: task 2 with 400 W for half an hour: mean 0.2 kW * 5 = 1; energy 0.2 kWh * 0.1 = 0.02.
// Sum 9.16; 1.9 kWh, 0.3 renewable; peaks 1.0 kW together.
HandCase peak_charge_by_site() {
    Builder b(2, 3600);
    b.add_class();
    b.add(Site{.price_per_kwh = {0.1}, .renewable_w = {0, 300}, .peak_price_per_kw = 10});
    b.add(Site{.price_per_kwh = {0.1}, .peak_price_per_kw = 5});
    b.add(Server{.site = 0}).add(Server{.site = 1});
    b.add(Task{.runs = {{3600, 800}}}).add(Task{.runs = {{3600, 900}}});
    b.add(Task{.runs = {{1800, 400}}});
    return {"each site pays for its highest slot of grid power",
            b.instance(),
            make_plan({{.task = 0, .server = 0, .start_s = 0, .end_s = 3600},
                       {.task = 1, .server = 0, .start_s = 3600, .end_s = 7200},
                       {.task = 2, .server = 1, .start_s = 0, .end_s = 1800}}),
            {.cost = 9.16,
             .energy_cost = 0.16,
             .peak_cost = 9,
             .energy_kwh = 1.9,
             .it_energy_kwh = 1.9,
             .dynamic_kwh = 1.9,
             .renewable_kwh = 0.3,
             .renewable_available_kwh = 0.3,
             .peak_kw = 1,
             .makespan_s = 7200,
             .work = 3,
             .servers_used = 2}};
}

// Heat is IT energy whatever the PUE: 1 kWh an hour. Demand 600 W, then 3000 W: used 0.6 + 1 kWh at
// 0.05 = 0.08. Energy 2 * 1.5 kWh * 0.1 = 0.3. Cost 0.22.
HandCase heat_is_credited() {
    Builder b = one_task_of_two_hours({.price_per_kwh = {0.1},
                                       .heat_demand_w = {600, 3000},
                                       .pue_overhead = 1.5,
                                       .heat_price_per_kwh = 0.05});
    Totals t = totals_of_two_hours();
    t.cost = 0.22;
    t.energy_cost = 0.3;
    t.heat_credit = 0.08;
    t.heat_kwh = 1.6;
    t.energy_kwh = 3;
    t.peak_kw = 1.5;
    return {"IT heat is credited up to the demand", b.instance(), through_both_hours(), t};
}

// Everything of a site at once. PUE 1.25: M = 1.25 kWh an hour. Hour 0 at 0.2: renewable 0.25, grid
// 1.0: 0.2. Hour 1 at -0.08: grid 1.25: -0.1. Energy 0.1. Soft cap 1 kW in hour 1: 0.25 kWh * 4
// = 1. Peak 1.25 kW * 2 = 2.5. Heat 0.5 kWh * 0.2 = 0.1 in hour 0. Cost 0.1 + 1 + 2.5 - 0.1 = 3.5.
// Carbon 1.0 * 100 g + 1.25 * 200 g = 0.35 kg.
HandCase all_terms_of_a_site() {
    Builder b = one_task_of_two_hours({.price_per_kwh = {0.2, -0.08},
                                       .carbon_g_per_kwh = {100, 200},
                                       .renewable_w = {250, 250},
                                       .hard_cap_w = {none, 1250},
                                       .soft_cap_w = {none, 1000},
                                       .heat_demand_w = {500, 0},
                                       .pue_overhead = 1.25,
                                       .peak_price_per_kw = 2,
                                       .soft_cap_penalty_per_kwh = 4,
                                       .heat_price_per_kwh = 0.2});
    Totals t = totals_of_two_hours();
    t.cost = 3.5;
    t.energy_cost = 0.1;
    t.soft_cap_cost = 1;
    t.peak_cost = 2.5;
    t.heat_credit = 0.1;
    t.energy_kwh = 2.5;
    t.renewable_kwh = 0.25;
    t.renewable_available_kwh = 0.5;
    t.heat_kwh = 0.5;
    t.carbon_kg = 0.35;
    t.peak_kw = 1.25;
    return {"all terms of a site together", b.instance(), through_both_hours(), t};
}

}  // namespace

std::vector<HandCase> site_cases() {
    return {pue_from_cop(),
            carbon_price(),
            renewable_power_is_used_first(),
            renewable_power_waits_when_the_grid_pays(),
            soft_cap_is_paid(),
            hard_cap_is_just_kept(),
            hard_cap_is_broken(),
            energy_cap_is_just_kept(),
            energy_cap_is_broken(),
            peak_charge_by_site(),
            heat_is_credited(),
            all_terms_of_a_site()};
}

}  // namespace nightwatt::hand
