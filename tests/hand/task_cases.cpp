#include "hand/hand_builder.hpp"
#include "hand/hand_instances.hpp"

// Slots are hours, so 1000 W through a slot are 1 kWh. Where only times matter, energy is free.

namespace nightwatt::hand {

namespace {

// Three tasks of an hour without power, two servers. Server 0: task 0 ends at 1 h (deadline 1 h, in
// time), task 1 at 2 h (deadline 1.5 h, weight 6: 0.5 h late, 3). Server 1: task 2 ends at 1 h
// (deadline 0.25 h, weight 4: 0.75 h late, 3). Sum 6; 1.25 h; 2 tasks.
HandCase weighted_tardiness() {
    Builder b(3, 3600);
    b.add_class().add(Site{.price_per_kwh = {0}}).add(Server{}).add(Server{});
    b.add(Task{.runs = {{3600, 0}}, .deadline_s = 3600, .tardiness_weight_per_h = 2});
    b.add(Task{.runs = {{3600, 0}}, .deadline_s = 5400, .tardiness_weight_per_h = 6});
    b.add(Task{.runs = {{3600, 0}}, .deadline_s = 900, .tardiness_weight_per_h = 4});
    return {"tardiness is weighted by task",
            b.instance(),
            make_plan({{.task = 0, .server = 0, .start_s = 0, .end_s = 3600},
                       {.task = 1, .server = 0, .start_s = 3600, .end_s = 7200},
                       {.task = 2, .server = 1, .start_s = 0, .end_s = 3600}}),
            {.cost = 6,
             .tardiness_cost = 6,
             .tardiness_h = 1.25,
             .late_tasks = 2,
             .makespan_s = 7200,
             .work = 3,
             .servers_used = 2}};
}

// Half frequency, a quarter of the power, b = 0.5: runtime 3600 * (0.5 / 0.5 + 0.5) = 5400 s, power
// 250 W: 0.375 kWh * 0.4 = 0.15. Highest slot 0.25 kW.
HandCase frequency_level() {
    Builder b(2, 3600);
    b.add_class({{1, 1}, {0.5, 0.25}}).add(Site{.price_per_kwh = {0.4}}).add(Server{});
    b.add(Task{.runs = {{3600, 1000}}, .frequency_sensitivity = 0.5});
    return {"a slower level stretches half of the runtime",
            b.instance(),
            make_plan({{.task = 0, .server = 0, .start_s = 0, .end_s = 5400, .level = 1}}),
            {.cost = 0.15,
             .energy_cost = 0.15,
             .energy_kwh = 0.375,
             .it_energy_kwh = 0.375,
             .dynamic_kwh = 0.375,
             .peak_kw = 0.25,
             .makespan_s = 5400,
             .work = 1,
             .servers_used = 1}};
}

// The level's own row stands: 5000 s at 180 W = 0.25 kWh, whatever the formula says. * 0.4 = 0.1.
// First hour 0.18 kWh.
HandCase explicit_level() {
    Builder b(2, 3600);
    b.add_class({{1, 1}, {0.5, 0.25}}).add(Site{.price_per_kwh = {0.4}}).add(Server{});
    b.add(Task{.runs = {{3600, 1000, 0, 0}, {5000, 180, 0, 1}}, .frequency_sensitivity = 0.5});
    return {"a runtime given for a level is taken as it stands",
            b.instance(),
            make_plan({{.task = 0, .server = 0, .start_s = 0, .end_s = 5000, .level = 1}}),
            {.cost = 0.1,
             .energy_cost = 0.1,
             .energy_kwh = 0.25,
             .it_energy_kwh = 0.25,
             .dynamic_kwh = 0.25,
             .peak_kw = 0.18,
             .makespan_s = 5000,
             .work = 1,
             .servers_used = 1}};
}

// Server 0 has 4 cores and 8 GB. Tasks 0 (2, 4 GB, 300 W, 1 h) and 1 (2, 4 GB, 200 W, 0.5 h) fit
// together. Task 2 (3 cores, 1 GB, 400 W, 1 h) needs task 0's cores and starts at 1 h. Server 1
// (1 core, 2 GB) runs task 3 (100 W, 2 h). Both idle at 100 W for 2 h.
// Dynamic 0.3 + 0.1 + 0.4 + 0.2 = 1, idle 0.4: 1.4 kWh * 0.5 = 0.7. Hours: 0.3 + 0.1 + 0.1 + 0.2 =
// 0.7 and 0.4 + 0.1 + 0.2 = 0.7.
HandCase resources_are_packed() {
    Builder b(2, 3600, {"cores", "memory_gb"});
    b.add_class().add(Site{.price_per_kwh = {0.5}});
    b.add(Server{.idle_w = 100, .capacity = {4, 8}});
    b.add(Server{.idle_w = 100, .capacity = {1, 2}});
    b.add(Task{.runs = {{3600, 300}}, .need = {2, 4}});
    b.add(Task{.runs = {{1800, 200}}, .need = {2, 4}});
    b.add(Task{.runs = {{3600, 400}}, .need = {3, 1}});
    b.add(Task{.runs = {{7200, 100}}, .need = {1, 2}});
    return {"tasks share a server as far as all resources allow",
            b.instance(),
            make_plan({{.task = 0, .server = 0, .start_s = 0, .end_s = 3600},
                       {.task = 1, .server = 0, .start_s = 0, .end_s = 1800},
                       {.task = 2, .server = 0, .start_s = 3600, .end_s = 7200},
                       {.task = 3, .server = 1, .start_s = 0, .end_s = 7200}}),
            {.cost = 0.7,
             .energy_cost = 0.7,
             .energy_kwh = 1.4,
             .it_energy_kwh = 1.4,
             .dynamic_kwh = 1,
             .idle_kwh = 0.4,
             .peak_kw = 0.7,
             .makespan_s = 7200,
             .work = 4,
             .servers_used = 2}};
}

// Task 2 needs one of four cores and would fit beside task 0, but it follows task 1 in the
// sequence, which waits for task 0: starts 0, 3600, 5400. Energy 1 h * 200 W + 0.5 h * 400 W +
// 0.5 h * 100 W = 0.45 kWh * 1. Hours 0.2 and 0.25.
HandCase starts_never_go_back() {
    Builder b(2, 3600, {"cores"});
    b.add_class().add(Site{.price_per_kwh = {1}}).add(Server{.capacity = {4}});
    b.add(Task{.runs = {{3600, 200}}, .need = {2}});
    b.add(Task{.runs = {{1800, 400}}, .need = {4}});
    b.add(Task{.runs = {{1800, 100}}, .need = {1}});
    return {"a task does not start before its predecessor in the sequence",
            b.instance(),
            make_plan({{.task = 0, .server = 0, .start_s = 0, .end_s = 3600},
                       {.task = 1, .server = 0, .start_s = 3600, .end_s = 5400},
                       {.task = 2, .server = 0, .start_s = 5400, .end_s = 7200}}),
            {.cost = 0.45,
             .energy_cost = 0.45,
             .energy_kwh = 0.45,
             .it_energy_kwh = 0.45,
             .dynamic_kwh = 0.45,
             .peak_kw = 0.25,
             .makespan_s = 7200,
             .work = 3,
             .servers_used = 1}};
}

// Held until the cheap hour: 1 kWh * 0.1 instead of 0.4; 0.5 h past its deadline at 0.08 an hour
// costs 0.04. Sum 0.14.
HandCase hold_for_a_cheaper_hour() {
    Builder b(2, 3600);
    b.add_class().add(Site{.price_per_kwh = {0.4, 0.1}}).add(Server{.idle_w = 0});
    b.add(Task{.runs = {{3600, 1000}}, .deadline_s = 5400, .tardiness_weight_per_h = 0.08});
    return {"a hold moves a task into a cheaper hour",
            b.instance(),
            make_plan({{.task = 0, .server = 0, .start_s = 3600, .end_s = 7200, .hold_s = 3600}}),
            {.cost = 0.14,
             .energy_cost = 0.1,
             .tardiness_cost = 0.04,
             .energy_kwh = 1,
             .it_energy_kwh = 1,
             .dynamic_kwh = 1,
             .peak_kw = 1,
             .tardiness_h = 0.5,
             .late_tasks = 1,
             .makespan_s = 7200,
             .work = 1,
             .servers_used = 1}};
}

// Open from 1800 to 6000 s, 600 s to wake (0.1 kWh at 1800 s): the task fills 2400 to 6000 s.
// Price 0.2, then 0.3. First hour: 0.1 + 900 W * 1200 s = 0.3: 0.4 kWh * 0.2 = 0.08; second: 900 W
// * 2400 s = 0.6 kWh * 0.3 = 0.18. Sum 0.26.
HandCase window_and_wake() {
    Builder b(2, 3600);
    b.add_class().add(Site{.price_per_kwh = {0.2, 0.3}});
    b.add(Server{.wake_s = 600, .wake_j = 0.1 * kwh, .open_s = 1800, .close_s = 6000});
    b.add(Task{.runs = {{3600, 900}}});
    return {"a server wakes after it opens and is done when it closes",
            b.instance(),
            make_plan({{.task = 0, .server = 0, .start_s = 2400, .end_s = 6000}}),
            {.cost = 0.26,
             .energy_cost = 0.26,
             .energy_kwh = 1,
             .it_energy_kwh = 1,
             .dynamic_kwh = 0.9,
             .wake_kwh = 0.1,
             .peak_kw = 0.6,
             .makespan_s = 6000,
             .work = 1,
             .servers_used = 1}};
}

// Pinned to server 1, level 1, 1800 s: 3600 / 0.5 = 7200 s at 100 W = 0.2 kWh at 0.5 = 0.1.
// Hours 0.05, 0.1, 0.05.
HandCase pins() {
    Builder b(3, 3600);
    b.add_class({{1, 1}, {0.5, 0.2}}).add(Site{.price_per_kwh = {0.5}});
    b.add(Server{}).add(Server{});
    b.add(Task{.runs = {{3600, 500}}, .pin_server = 1, .pin_level = 1, .pin_start_s = 1800});
    return {
        "pins of server, level and start",
        b.instance(),
        make_plan(
            {{.task = 0, .server = 1, .start_s = 1800, .end_s = 9000, .level = 1, .hold_s = 1800}}),
        {.cost = 0.1,
         .energy_cost = 0.1,
         .energy_kwh = 0.2,
         .it_energy_kwh = 0.2,
         .dynamic_kwh = 0.2,
         .peak_kw = 0.1,
         .makespan_s = 9000,
         .work = 1,
         .servers_used = 1}};
}

// 1e9 bytes at 1e6 bytes/s take 1000 s, so the task released at 3000 s starts at 4000 s. Moving
// them takes 1e9 * 3.6e-3 J = 1 kWh at site 1's rate in the slot of the release, 1.5 * 0.2 = 0.3.
// The task: 1000 W * 1800 s * 1.5 = 0.75 kWh at the meter * 0.4 = 0.3. Sum 0.6.
HandCase transfer_between_sites() {
    Builder b(2, 3600);
    b.add_class();
    b.add(Site{.price_per_kwh = {9}});
    b.add(Site{.price_per_kwh = {0.2, 0.4}, .pue_overhead = 1.5});
    b.add(Server{.site = 1}).link(0, 1, 1e6, 3.6e-3);
    b.add(Task{.runs = {{1800, 1000}}, .release_s = 3000, .input_bytes = 1e9, .input_site = 0});
    return {"input moves between sites, which takes time and energy",
            b.instance(),
            make_plan({{.task = 0, .server = 0, .start_s = 4000, .end_s = 5800}}),
            {.cost = 0.6,
             .energy_cost = 0.3,
             .transfer_cost = 0.3,
             .energy_kwh = 0.75,
             .it_energy_kwh = 0.5,
             .dynamic_kwh = 0.5,
             .transfer_kwh = 1,
             .peak_kw = 0.75,
             .makespan_s = 5800,
             .work = 1,
             .servers_used = 1}};
}

// Three tasks on two machines of their own class, as in an ETC matrix; the makespan alone counts,
// 3.6 an hour = 0.001 a second. Server 0: 2000 + 1500 = 3500 s; server 1: 3000 s. 3.5.
HandCase makespan_of_an_etc_matrix() {
    Builder b(1, 7200);
    b.add_class().add_class().add(Site{.price_per_kwh = {0}});
    b.add(Server{.class_index = 0}).add(Server{.class_index = 1});
    b.add(Task{.runs = {{2000, 0, 0}, {4000, 0, 1}}});
    b.add(Task{.runs = {{2500, 0, 0}, {3000, 0, 1}}});
    b.add(Task{.runs = {{1500, 0, 0}, {1000, 0, 1}}});
    b.instance().makespan_weight_per_h = 3.6;
    return {"makespan of an ETC matrix",
            b.instance(),
            make_plan({{.task = 0, .server = 0, .start_s = 0, .end_s = 2000},
                       {.task = 2, .server = 0, .start_s = 2000, .end_s = 3500},
                       {.task = 1, .server = 1, .start_s = 0, .end_s = 3000}}),
            {.cost = 3.5, .makespan_cost = 3.5, .makespan_s = 3500, .work = 3, .servers_used = 2}};
}

// Three tasks, two servers at two sites, everything at once; slots of half an hour, 8 of them.
// Site 0: price 0.2, PUE 1.5, so 0.3 per kWh of IT. Site 1: price 0.1 in the first hour, then 0.5,
// PUE 1.
// Server 0 (site 0, idle 120 W, sleep 12 W, wake 300 s and 0.01 kWh): task 0 600 W from 300 to
// 2100 s = 0.3 kWh; gap 2100 to 7500 s: idle 0.18, sleep 0.018 + 0.01 = 0.028 kWh, so it sleeps;
// task 1 at half frequency, b = 1: 900 s become 1800 s, 800 W * 0.3 = 240 W, 7500 to 9300 s =
// 0.12 kWh, released at 7500 s, due at 8400 s: 900 s late at 2 an hour = 0.5. Idle 0.12 kW * 1 h =
// 0.12. IT: 0.42 + 0.12 + 0.018 + 0.02 = 0.578 kWh * 0.3 = 0.1734; at the meter 0.867.
// Server 1 (site 1, no idle power): task 2 with 1.8e9 bytes from site 0 at 1e6 bytes/s, ready at
// 1800 s, held until 2700 s: 1000 W for 1800 s: 900 s at 0.1 + 900 s at 0.5: 0.25 * 0.6 = 0.15.
// Transfer 1.8e9 * 2e-3 J = 1 kWh * 0.1 = 0.1.
// Cost 0.1734 + 0.15 + 0.5 + 0.1 = 0.9234. Energy at the meters 0.867 + 0.5 = 1.367 kWh.
// Peaks: site 0: slot 0: 0.01 + task 1500 s 0.25 + idle 0.05 = 0.31 kWh in half an hour * 1.5 =
// 0.93 kW; site 1: 900 s * 1000 W in each of slots 1 and 2: 0.5 kW. Sum 1.43 kW.
HandCase everything_at_once() {
    Builder b(8, 1800);
    b.add_class({{1, 1}, {0.5, 0.3}}).add_class();
    b.add(Site{.price_per_kwh = {0.2}, .pue_overhead = 1.5});
    b.add(Site{.price_per_kwh = {0.1, 0.1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5}});
    b.add(Server{.idle_w = 120, .sleep_w = 12, .wake_s = 300, .wake_j = 0.01 * kwh});
    b.add(Server{.class_index = 1, .site = 1}).link(0, 1, 1e6, 2e-3);
    b.add(Task{.runs = {{1800, 600, 0}, {1800, 500, 1}}});
    b.add(Task{.runs = {{900, 800, 0}},
               .release_s = 7500,
               .deadline_s = 8400,
               .tardiness_weight_per_h = 2});
    b.add(Task{.runs = {{1800, 1000, 1}}, .input_bytes = 1.8e9, .input_site = 0});
    return {"everything at once",
            b.instance(),
            make_plan({{.task = 0, .server = 0, .start_s = 300, .end_s = 2100},
                       {.task = 1, .server = 0, .start_s = 7500, .end_s = 9300, .level = 1},
                       {.task = 2, .server = 1, .start_s = 2700, .end_s = 4500, .hold_s = 2700}},
                      {{.server = 0, .start_ms = 2100000, .end_ms = 7500000}}),
            {.cost = 0.9234,
             .energy_cost = 0.3234,
             .tardiness_cost = 0.5,
             .transfer_cost = 0.1,
             .energy_kwh = 1.367,
             .it_energy_kwh = 1.078,
             .dynamic_kwh = 0.92,
             .idle_kwh = 0.12,
             .sleep_kwh = 0.018,
             .wake_kwh = 0.02,
             .transfer_kwh = 1,
             .peak_kw = 1.43,
             .tardiness_h = 0.25,
             .late_tasks = 1,
             .makespan_s = 9300,
             .work = 3,
             .servers_used = 2}};
}

}  // namespace

std::vector<HandCase> task_cases() {
    return {weighted_tardiness(),     frequency_level(),
            explicit_level(),         resources_are_packed(),
            starts_never_go_back(),   hold_for_a_cheaper_hour(),
            window_and_wake(),        pins(),
            transfer_between_sites(), makespan_of_an_etc_matrix(),
            everything_at_once()};
}

}  // namespace nightwatt::hand
