#pragma once

#include "hand/hand_builder.hpp"
#include "hand/hand_instances.hpp"

namespace nightwatt::hand {

/// Slots are hours, so 1000 W through a slot are 1 kWh: one task of 1000 W through both hours on a
/// server without idle power.
inline constexpr double two_hours = 7200;

inline Builder one_task_of_two_hours(const Site& site) {
    Builder b(2, 3600);
    b.add_class().add(site).add(Server{});
    b.add(Task{.runs = {{two_hours, 1000}}});
    return b;
}

inline Plan through_both_hours() {
    return make_plan({{.task = 0, .server = 0, .start_s = 0, .end_s = two_hours}});
}

/// What does not depend on prices: 2 kWh of IT energy.
inline Totals totals_of_two_hours() {
    return {.energy_kwh = 2,
            .it_energy_kwh = 2,
            .dynamic_kwh = 2,
            .peak_kw = 1,
            .makespan_s = two_hours,
            .work = 1,
            .servers_used = 1};
}

}  // namespace nightwatt::hand
