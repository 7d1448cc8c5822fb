#include "bound/tiny_night.hpp"

#include <vector>

#include "hand/hand_builder.hpp"
#include "instance/columns.hpp"

namespace nightwatt {

namespace {

hand::Site tiny_site(int slots, const TinyShape& shape, TinyDice& dice) {
    hand::Site site;
    site.pue_overhead = 1 + 0.01 * dice.between(0, 30);
    site.peak_price_per_kw = shape.peak ? 0.1 * dice.between(1, 20) : 0;
    site.soft_cap_penalty_per_kwh = shape.caps ? 0.1 * dice.between(1, 20) : 0;
    site.heat_price_per_kwh = shape.heat ? 0.01 * dice.between(1, 30) : 0;
    for (int t = 0; t < slots; ++t) {
        site.price_per_kwh.push_back(0.01 * dice.between(shape.negative ? -40 : 0, 60));
        if (shape.renewable) site.renewable_w.push_back(dice.chance(30) ? 0 : dice.between(0, 400));
        if (shape.caps) {
            site.hard_cap_w.push_back(dice.chance(50) ? none : dice.between(300, 900));
            site.soft_cap_w.push_back(dice.chance(30) ? none : dice.between(0, 500));
        }
        if (shape.heat) site.heat_demand_w.push_back(dice.chance(30) ? 0 : dice.between(0, 400));
    }
    return site;
}

hand::Battery tiny_battery(int site, TinyDice& dice) {
    hand::Battery battery;
    battery.site = site;
    battery.capacity_wh = dice.between(50, 800);
    battery.charge_w = dice.between(50, 600);
    battery.discharge_w = dice.between(50, 600);
    battery.charge_efficiency = 0.01 * dice.between(60, 100);
    battery.discharge_efficiency = 0.01 * dice.between(60, 100);
    battery.start_wh = dice.between(0, 50);
    battery.end_wh = dice.chance(50) ? 0 : dice.between(0, 50);
    return battery;
}

hand::Server tiny_server(int classes, int sites, double horizon_s, const TinyShape& shape,
                         TinyDice& dice) {
    hand::Server server;
    server.class_index = dice.between(0, classes - 1);
    server.site = dice.between(0, sites - 1);
    server.idle_w = dice.chance(20) ? 0 : dice.between(1, 150);
    server.sleep_w = dice.chance(50) ? 0 : dice.between(0, 20);
    server.wake_s = dice.chance(30) ? 0 : dice.between(0, 600);
    server.wake_j = dice.chance(30) ? 0 : dice.between(0, 150'000);
    if (shape.windows && dice.chance(50)) server.open_s = dice.between(0, 3000);
    if (shape.windows && dice.chance(50)) server.close_s = horizon_s - dice.between(0, 3000);
    server.capacity.assign(1, shape.resources ? static_cast<std::uint32_t>(dice.between(2, 6)) : 1);
    if (shape.resources) server.capacity.push_back(static_cast<std::uint32_t>(dice.between(1, 4)));
    return server;
}

/// Fits any server that is open all night, at full frequency.
hand::Task tiny_task(int classes, int sites, double horizon_s, const TinyShape& shape,
                     TinyDice& dice) {
    const int horizon_ms = static_cast<int>(1000 * horizon_s);
    hand::Task task;
    for (int k = 0; k < classes; ++k) {
        if (k > 0 && dice.chance(20)) continue;
        task.runs.push_back({0.001 * dice.between(60'000, horizon_ms * 2 / 5),
                             static_cast<double>(dice.between(0, 300)), k});
    }
    if (dice.chance(50)) task.release_s = 0.001 * dice.between(0, horizon_ms / 5);
    if (dice.chance(70)) {
        task.deadline_s = task.release_s + 0.001 * dice.between(0, horizon_ms / 2);
        task.tardiness_weight_per_h = 0.001 * dice.between(0, 400);
    }
    task.frequency_sensitivity = 0.01 * dice.between(0, 100);
    if (shape.transfers && dice.chance(60)) {
        task.input_bytes = dice.between(1, 200'000'000);
        task.input_site = dice.between(0, sites - 1);
    }
    task.need.assign(1, shape.resources ? static_cast<std::uint32_t>(dice.between(1, 2)) : 1);
    if (shape.resources) task.need.push_back(static_cast<std::uint32_t>(dice.between(0, 1)));
    if (shape.windows && dice.chance(20)) {
        task.pin_start_s = task.release_s + dice.between(600, horizon_ms / 3000);
    }
    return task;
}

}  // namespace

Instance tiny_night(std::uint64_t seed, const TinyShape& shape) {
    TinyDice dice(seed);
    const int slots = dice.between(2, 4);
    const double slot_s = dice.chance(50) ? 3600 : 1800;
    const double horizon_s = slots * slot_s;
    std::vector<std::string> resources{"core"};
    if (shape.resources) resources.push_back("card");
    hand::Builder builder(static_cast<std::size_t>(slots), slot_s, resources);
    const int sites = shape.transfers ? 2 : dice.between(1, 2);
    const int classes = dice.between(1, 2);
    builder.add_class();
    if (classes > 1) builder.add_class({{1.0, 1.0}, {0.6, 0.4}});
    for (int s = 0; s < sites; ++s) builder.add(tiny_site(slots, shape, dice));
    for (int s = 0; shape.batteries && s < sites; ++s) builder.add(tiny_battery(s, dice));
    if (sites == 2) {
        builder.link(0, 1, 1e6, 1e-4).link(1, 0, 5e5, 2e-4);
    }
    const int servers = dice.between(1, 3);
    for (int i = 0; i < servers; ++i) {
        hand::Server server = tiny_server(classes, sites, horizon_s, shape, dice);
        if (i == 0) {  // every task can run here
            server.class_index = 0;
            server.open_s = 0;
            server.close_s = none;
            server.capacity = std::vector<std::uint32_t>(resources.size(), 6);
        }
        builder.add(server);
    }
    const int tasks = dice.between(1, 100) <= 40 ? 1 : dice.chance(75) ? 2 : 3;
    for (int j = 0; j < tasks; ++j) {
        hand::Task task = tiny_task(classes, sites, horizon_s, shape, dice);
        if (shape.windows && dice.chance(20)) task.pin_server = 0;
        builder.add(task);
    }
    Instance& instance = builder.instance();
    if (shape.makespan) instance.makespan_weight_per_h = 0.01 * dice.between(0, 100);
    if (shape.caps && dice.chance(50)) instance.energy_cap_kwh = 0.01 * dice.between(5, 100);
    instance.carbon_price_per_kg = 0;
    return instance;
}

PublishedPlan tiny_published(const Instance& instance, std::uint64_t seed, const TinyShape& shape) {
    if (!shape.published) return {};
    TinyDice dice(seed + 1);
    Plan plan;
    plan.resize(instance.tasks.size());
    for (std::size_t j = 0; j < plan.size(); ++j) {
        plan.server[j] = dice.between(0, static_cast<int>(instance.servers.size()) - 1);
        plan.start_ms[j] = dice.between(0, 4'000'000);
    }
    return publish(plan, 0.001 * dice.between(1, 200), dice.between(0, 600'000));
}

}  // namespace nightwatt
