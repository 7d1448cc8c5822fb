#include "hand/hand_builder.hpp"
#include "hand/hand_instances.hpp"

// Slots are hours, so 1000 W through a slot are 1 kWh.

namespace nightwatt::hand {

namespace {

// 1000 W from 0:30 to 1:30, 0.1 in the first hour, 0.4 in the second:
// 0.5 kWh * 0.1 + 0.5 kWh * 0.4 = 0.05 + 0.20 = 0.25. Highest slot: 0.5 kW.
HandCase dynamic_energy_over_a_slot_boundary() {
    Builder b(2, 3600);
    b.add_class().add(Site{.price_per_kwh = {0.1, 0.4}}).add(Server{});
    b.add(Task{.runs = {{3600, 1000}}, .release_s = 1800});
    return {"dynamic energy over a slot boundary",
            b.instance(),
            make_plan({{.task = 0, .server = 0, .start_s = 1800, .end_s = 5400}}),
            {.cost = 0.25,
             .energy_cost = 0.25,
             .energy_kwh = 1,
             .it_energy_kwh = 1,
             .dynamic_kwh = 1,
             .peak_kw = 0.5,
             .makespan_s = 5400,
             .work = 1,
             .servers_used = 1}};
}

// Idle power runs beside the tasks, from the first start to the last end, with no gap here:
// dynamic 600 W * 0.5 h * 2 = 0.6 kWh, idle 200 W * 1 h = 0.2 kWh; 0.8 kWh * 0.5 = 0.4.
HandCase idle_power_beside_tasks() {
    Builder b(1, 3600);
    b.add_class()
        .add(Site{.price_per_kwh = {0.5}})
        .add(Server{.idle_w = 200})
        .add(Server{.idle_w = 999});
    b.add(Task{.runs = {{1800, 600}}}).add(Task{.runs = {{1800, 600}}});
    return {"idle power beside tasks; an unused server is free",
            b.instance(),
            make_plan({{.task = 0, .server = 0, .start_s = 0, .end_s = 1800},
                       {.task = 1, .server = 0, .start_s = 1800, .end_s = 3600}}),
            {.cost = 0.4,
             .energy_cost = 0.4,
             .energy_kwh = 0.8,
             .it_energy_kwh = 0.8,
             .dynamic_kwh = 0.6,
             .idle_kwh = 0.2,
             .peak_kw = 0.8,
             .makespan_s = 3600,
             .work = 2,
             .servers_used = 1}};
}

// Waking takes 1200 s, the gap from 1800 to 2400 s is shorter, so the server idles though sleeping
// would cost nothing. Price 1. Wake 0.01 kWh at 0; tasks 600 W * 600 s * 2 = 0.2 kWh; idle 360 W
// from 1200 to 3000 s = 0.18 kWh. 0.01 + 0.2 + 0.18 = 0.39.
HandCase gap_too_short_to_wake() {
    Builder b(1, 3600);
    b.add_class().add(Site{.price_per_kwh = {1}});
    b.add(Server{.idle_w = 360, .wake_s = 1200, .wake_j = 0.01 * kwh});
    b.add(Task{.runs = {{600, 600}}}).add(Task{.runs = {{600, 600}}, .release_s = 2400});
    return {"a gap too short to wake is idled",
            b.instance(),
            make_plan({{.task = 0, .server = 0, .start_s = 1200, .end_s = 1800},
                       {.task = 1, .server = 0, .start_s = 2400, .end_s = 3000}}),
            {.cost = 0.39,
             .energy_cost = 0.39,
             .energy_kwh = 0.39,
             .it_energy_kwh = 0.39,
             .dynamic_kwh = 0.2,
             .idle_kwh = 0.18,
             .wake_kwh = 0.01,
             .peak_kw = 0.39,
             .makespan_s = 3000,
             .work = 2,
             .servers_used = 1}};
}

// Waking takes 600 s, exactly the gap from 1200 to 1800 s: long enough to sleep. Price 1. Wake 0.01
// kWh at 0 and again at 1200 s = 0.02; tasks 600 W * 600 s * 2 = 0.2; idle beside them 360 W * 1200
// s = 0.12; sleep 0. 0.02 + 0.2 + 0.12 = 0.34.
HandCase gap_just_long_enough_to_wake() {
    Builder b(1, 3600);
    b.add_class().add(Site{.price_per_kwh = {1}});
    b.add(Server{.idle_w = 360, .wake_s = 600, .wake_j = 0.01 * kwh});
    b.add(Task{.runs = {{600, 600}}}).add(Task{.runs = {{600, 600}}, .release_s = 1800});
    return {"a gap just long enough to wake is slept through",
            b.instance(),
            make_plan({{.task = 0, .server = 0, .start_s = 600, .end_s = 1200},
                       {.task = 1, .server = 0, .start_s = 1800, .end_s = 2400}},
                      {{.server = 0, .start_ms = 1200000, .end_ms = 1800000}}),
            {.cost = 0.34,
             .energy_cost = 0.34,
             .energy_kwh = 0.34,
             .it_energy_kwh = 0.34,
             .dynamic_kwh = 0.2,
             .idle_kwh = 0.12,
             .wake_kwh = 0.02,
             .peak_kw = 0.34,
             .makespan_s = 2400,
             .work = 2,
             .servers_used = 1}};
}

// Gap from 1200 to 4800 s. Idle 360 W: 0.36 kWh; sleep 36 W + wake: 0.036 + 0.05 = 0.086 kWh, so
// it sleeps. Price 1. First hour: wake at 0 0.05, task 0.1, idle beside it 360 W * 600 s = 0.06,
// sleep 2400 s = 0.024: 0.234. Second hour: sleep 1200 s = 0.012, wake at 4200 s 0.05, task 0.1,
// idle 0.06: 0.222. Together 0.456.
HandCase long_gap_is_slept() {
    Builder b(2, 3600);
    b.add_class().add(Site{.price_per_kwh = {1}});
    b.add(Server{.idle_w = 360, .sleep_w = 36, .wake_s = 600, .wake_j = 0.05 * kwh});
    b.add(Task{.runs = {{600, 600}}}).add(Task{.runs = {{600, 600}}, .release_s = 4800});
    return {"a long gap is slept through",
            b.instance(),
            make_plan({{.task = 0, .server = 0, .start_s = 600, .end_s = 1200},
                       {.task = 1, .server = 0, .start_s = 4800, .end_s = 5400}},
                      {{.server = 0, .start_ms = 1200000, .end_ms = 4800000}}),
            {.cost = 0.456,
             .energy_cost = 0.456,
             .energy_kwh = 0.456,
             .it_energy_kwh = 0.456,
             .dynamic_kwh = 0.2,
             .idle_kwh = 0.12,
             .sleep_kwh = 0.036,
             .wake_kwh = 0.1,
             .peak_kw = 0.234,
             .makespan_s = 5400,
             .work = 2,
             .servers_used = 1}};
}

// Price 1 in the first hour, 0.1 in the second. Gap from 1800 to 5400 s: idle 90 W costs
// 0.045 * 1 + 0.045 * 0.1 = 0.0495; waking at 4800 s costs 0.2 kWh * 0.1 = 0.02. It sleeps, though
// that takes 0.2 kWh instead of 0.09. First hour: wake 0.2, task 300 W * 1200 s = 0.1, idle beside
// it 0.03: 0.33 kWh, 0.33. Second: wake 0.2, task 0.1, idle 0.03: 0.33 kWh, 0.033. Sum 0.363.
HandCase sleeping_is_chosen_by_money() {
    Builder b(2, 3600);
    b.add_class().add(Site{.price_per_kwh = {1, 0.1}});
    b.add(Server{.idle_w = 90, .wake_s = 600, .wake_j = 0.2 * kwh});
    b.add(Task{.runs = {{1200, 300}}}).add(Task{.runs = {{1200, 300}}, .release_s = 5400});
    return {"sleeping is chosen by money, not by energy",
            b.instance(),
            make_plan({{.task = 0, .server = 0, .start_s = 600, .end_s = 1800},
                       {.task = 1, .server = 0, .start_s = 5400, .end_s = 6600}},
                      {{.server = 0, .start_ms = 1800000, .end_ms = 5400000}}),
            {.cost = 0.363,
             .energy_cost = 0.363,
             .energy_kwh = 0.66,
             .it_energy_kwh = 0.66,
             .dynamic_kwh = 0.2,
             .idle_kwh = 0.06,
             .wake_kwh = 0.4,
             .peak_kw = 0.33,
             .makespan_s = 6600,
             .work = 2,
             .servers_used = 1}};
}

// Gap from 1800 to 5400 s: idle 100 W = 0.1 kWh, sleep 0 W + wake 0.1 kWh: a tie, so it idles.
// Price 1: wake 0.1 at 0, tasks 0.15 * 2 (450 W * 1200 s), idle 100 W from 600 to 6600 s = 1/6 kWh:
// 0.4 + 1/6. First hour: 0.1 + 0.15 + 3000 s * 100 W = 1/12 kWh: 1/3; second: 0.15 + 1/12.
HandCase tie_is_idled() {
    Builder b(2, 3600);
    b.add_class().add(Site{.price_per_kwh = {1}});
    b.add(Server{.idle_w = 100, .wake_s = 600, .wake_j = 0.1 * kwh});
    b.add(Task{.runs = {{1200, 450}}}).add(Task{.runs = {{1200, 450}}, .release_s = 5400});
    const double sum = 0.4 + 1.0 / 6;
    return {"idle on a tie with sleeping",
            b.instance(),
            make_plan({{.task = 0, .server = 0, .start_s = 600, .end_s = 1800},
                       {.task = 1, .server = 0, .start_s = 5400, .end_s = 6600}}),
            {.cost = sum,
             .energy_cost = sum,
             .energy_kwh = sum,
             .it_energy_kwh = sum,
             .dynamic_kwh = 0.3,
             .idle_kwh = 1.0 / 6,
             .wake_kwh = 0.1,
             .peak_kw = 1.0 / 3,
             .makespan_s = 6600,
             .work = 2,
             .servers_used = 1}};
}

// A price of -0.1 pays for every kWh, so the server idles through a gap that it would else sleep
// through. Wake 0.05; tasks 600 W * 600 s * 2 = 0.2; idle 360 W from 600 to 5400 s = 0.48:
// 0.73 kWh * -0.1 = -0.073. First hour: 0.05 + 0.1 + 0.3 = 0.45; second: 0.1 + 0.18 = 0.28.
HandCase negative_price_pays_for_idling() {
    Builder b(2, 3600);
    b.add_class().add(Site{.price_per_kwh = {-0.1}});
    b.add(Server{.idle_w = 360, .sleep_w = 36, .wake_s = 600, .wake_j = 0.05 * kwh});
    b.add(Task{.runs = {{600, 600}}}).add(Task{.runs = {{600, 600}}, .release_s = 4800});
    return {"a negative price pays for idling",
            b.instance(),
            make_plan({{.task = 0, .server = 0, .start_s = 600, .end_s = 1200},
                       {.task = 1, .server = 0, .start_s = 4800, .end_s = 5400}}),
            {.cost = -0.073,
             .energy_cost = -0.073,
             .energy_kwh = 0.73,
             .it_energy_kwh = 0.73,
             .dynamic_kwh = 0.2,
             .idle_kwh = 0.48,
             .wake_kwh = 0.05,
             .peak_kw = 0.45,
             .makespan_s = 5400,
             .work = 2,
             .servers_used = 1}};
}

// The server wakes at 4200 - 600 = 3600 s, exactly on the boundary: the later slot (price 0.1)
// pays for it. Wake 0.5 kWh * 0.1 + task 1000 W * 1800 s = 0.5 kWh * 0.1 = 0.1.
HandCase wake_on_a_slot_boundary() {
    Builder b(2, 3600);
    b.add_class().add(Site{.price_per_kwh = {1, 0.1}});
    b.add(Server{.wake_s = 600, .wake_j = 0.5 * kwh});
    b.add(Task{.runs = {{1800, 1000}}, .release_s = 4200});
    return {"a waking on a slot boundary belongs to the later slot",
            b.instance(),
            make_plan({{.task = 0, .server = 0, .start_s = 4200, .end_s = 6000}}),
            {.cost = 0.1,
             .energy_cost = 0.1,
             .energy_kwh = 1,
             .it_energy_kwh = 1,
             .dynamic_kwh = 0.5,
             .wake_kwh = 0.5,
             .peak_kw = 1,
             .makespan_s = 6000,
             .work = 1,
             .servers_used = 1}};
}

// Start at 3700 s, wake at 3100 s in the first slot, though the task runs in the second:
// wake 0.5 kWh * 1 + task 0.5 kWh * 0.1 = 0.55.
HandCase wake_in_the_slot_before() {
    Builder b(2, 3600);
    b.add_class().add(Site{.price_per_kwh = {1, 0.1}});
    b.add(Server{.wake_s = 600, .wake_j = 0.5 * kwh});
    b.add(Task{.runs = {{1800, 1000}}, .release_s = 3700});
    return {"a waking is paid when it happens, in the slot before",
            b.instance(),
            make_plan({{.task = 0, .server = 0, .start_s = 3700, .end_s = 5500}}),
            {.cost = 0.55,
             .energy_cost = 0.55,
             .energy_kwh = 1,
             .it_energy_kwh = 1,
             .dynamic_kwh = 0.5,
             .wake_kwh = 0.5,
             .peak_kw = 0.5,
             .makespan_s = 5500,
             .work = 1,
             .servers_used = 1}};
}

}  // namespace

std::vector<HandCase> server_cases() {
    return {dynamic_energy_over_a_slot_boundary(),
            idle_power_beside_tasks(),
            gap_too_short_to_wake(),
            gap_just_long_enough_to_wake(),
            long_gap_is_slept(),
            sleeping_is_chosen_by_money(),
            tie_is_idled(),
            negative_price_pays_for_idling(),
            wake_on_a_slot_boundary(),
            wake_in_the_slot_before()};
}

}  // namespace nightwatt::hand
