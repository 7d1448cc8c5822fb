#include "tests/io/sample_instance.hpp"

#include "instance/account_fields.hpp"
#include "instance/content_hash.hpp"

namespace nightwatt {

namespace {

TaskTable sample_tasks() {
    TaskTable t;
    t.id = {"alpha", "beta", "gamma", "d\u00e9lta"};
    t.release_s = {0, 0.001, 1800.125, 3600};
    t.deadline_s = {7200, none, 9000.5, 14000};
    t.tardiness_weight_per_h = {1.5, 0, 0.25, 100};
    t.frequency_sensitivity = {1, 0.5, 0, 0.875};
    t.work = {1, 2, 3, 4.5};
    t.input_bytes = {0, 1e9, 5e8, 0};
    t.input_site = {-1, 0, 1, -1};
    t.pin_server = {-1, -1, -1, 2};
    t.pin_level = {-1, 1, -1, -1};
    t.pin_start_s = {none, none, none, 4000.25};
    t.need = {{4, 8, 1, 2}, {0, 1, 0, 0}};
    return t;
}

ServerTable sample_servers() {
    ServerTable s;
    s.id = {"node-1", "node-2", "accel"};
    s.class_index = {0, 0, 1};
    s.site = {0, 1, 1};
    s.idle_w = {100, 110.5, 80};
    s.sleep_w = {5, 6, 7};
    s.wake_s = {30, 30, 60.5};
    s.wake_j = {3000, 3300, 9000};
    s.open_s = {0, 600, 0};
    s.close_s = {none, 14000, none};
    s.capacity = {{16, 16, 8}, {0, 1, 4}};
    return s;
}

SeriesTable sample_series() {
    SeriesTable s;
    for (std::int32_t site = 0; site < 2; ++site) {
        for (int slot = 0; slot < 4; ++slot) {
            const double x = 4.0 * site + slot;
            s.site.push_back(site);
            s.start_s.push_back(3600.0 * slot);
            s.price_per_kwh.push_back(0.1 * x - 0.05);
            s.carbon_g_per_kwh.push_back(300 + x);
            s.temperature_c.push_back(5 + 4 * x);
            s.renewable_w.push_back(50 * x);
            s.hard_cap_w.push_back(slot == 0 ? none : 5000.0);
            s.soft_cap_w.push_back(slot == 1 ? none : 1000.0);
            s.heat_demand_w.push_back(20 * x);
        }
    }
    return s;
}

/// Gives every field of a record a value of its own.
auto numbered(double& next) {
    return [&next](const Column&, auto& value) {
        value = static_cast<std::remove_cvref_t<decltype(value)>>(next);
        next += 1.0;
    };
}

}  // namespace

Instance sample_instance() {
    Instance i;
    i.horizon_s = 14400;
    i.slot_s = 3600;
    i.epoch = "2023-11-21T17:00:00Z";
    i.currency = "USD";
    i.carbon_kind = "marginal";
    i.carbon_price_per_kg = 0.08;
    i.energy_cap_kwh = 1234.5;
    i.makespan_weight_per_h = 0.75;
    i.resources = {"cpu", "gpu"};
    i.notes = {"first note", "second note"};
    i.benchmark = {"none-1", "cost", 2.5, "half the cost"};
    i.tasks = sample_tasks();
    i.runtimes.task = {0, 0, 1, 1, 2, 3};
    i.runtimes.class_index = {0, 1, 0, 1, 0, 1};
    i.runtimes.level = {-1, -1, -1, 1, -1, -1};
    i.runtimes.runtime_s = {600, 300.5, 1200, 900, 60.25, 1000};
    i.runtimes.power_w = {40, 90, 80, 120, 10, 75};
    i.servers = sample_servers();
    i.classes.id = {"cpu-node", "accelerator"};
    i.levels.class_index = {0, 0, 1, 1};
    i.levels.relative_frequency = {1, 0.75, 1, 0.5};
    i.levels.relative_power = {1, 0.6, 1, 0.4};
    i.sites.id = {"north", "south"};
    i.sites.pue_overhead = {1.05, 1.1};
    i.sites.peak_price_per_kw = {2, 3};
    i.sites.soft_cap_penalty_per_kwh = {0.5, 0.6};
    i.sites.heat_price_per_kwh = {0.02, 0.03};
    i.cop.site = {0, 0, 1};
    i.cop.temperature_c = {0, 30, 15};
    i.cop.cop = {10, 4, 6};
    i.series = sample_series();
    i.links.from_site = {0, 1};
    i.links.to_site = {1, 0};
    i.links.bandwidth_bytes_per_s = {1e8, 2e8};
    i.links.energy_j_per_byte = {1e-6, 2e-6};
    for (std::size_t row = 0; row < i.series.size(); ++row) {
        const double size = static_cast<double>(row);
        i.spreads.price_per_kwh_spread.push_back(0.01 * size);
        i.spreads.carbon_g_per_kwh_spread.push_back(1 + size);
        i.spreads.temperature_c_spread.push_back(2 + size);
        i.spreads.renewable_w_spread.push_back(3 + size);
        i.spreads.heat_demand_w_spread.push_back(4 + size);
    }
    i.batteries.site = {1};
    i.batteries.capacity_wh = {5000.5};
    i.batteries.charge_w = {1500};
    i.batteries.discharge_w = {2000};
    i.batteries.charge_efficiency = {0.95};
    i.batteries.discharge_efficiency = {0.93};
    i.batteries.start_wh = {1000};
    i.batteries.end_wh = {800};
    i.requests = {{900, none, 1200.5, 60},
                  {"ann", "", "bob", "ann"},
                  {"", "", "render", "b|c"},
                  {"batch", "batch", "", "short"}};
    i.runtime_spreads = {{0.1, 0.2, 0.3, 0.4},
                         {0.5, 0.6, 0.7, 0.8},
                         {0.9, 1, 1.1, 1.2},
                         {1.3, 1.4, 1.5, 1.6},
                         {1.7, 1.8, 1.9, 2}};
    return i;
}

PlanRecord sample_plan(const Instance& instance) {
    PlanRecord record;
    record.plan.server = {0, 1, 0, 2};
    record.plan.position = {0, 0, 1, 0};
    record.plan.level = {0, 1, 1, 0};
    record.plan.hold_ms = {0, 0, 1'800'125, 0};
    record.plan.start_ms = {30'001, 630'123, 1'800'125, 4'000'250};
    record.plan.end_ms = {630'001, 2'030'124, 1'860'375, 5'000'250};
    record.plan.sleeps = {{0, 700'001, 1'800'124}};
    double next = 1.5;
    record.account.tasks.resize(instance.tasks.size());
    for (TaskAccount& task : record.account.tasks) visit_task_account(task, numbered(next));
    record.account.site_slots.resize(instance.series.size());
    for (SiteSlot& slot : record.account.site_slots) visit_site_slot(slot, numbered(next));
    for (SiteSlot& slot : record.account.site_slots) {
        slot.battery_charge_w = 0;
        slot.battery_discharge_w = 0;
    }
    record.account.site_slots[5].battery_charge_w = 1234.567;
    record.account.site_slots[7].battery_discharge_w = 0.001;
    record.plan.battery_mw = {0, 0, 0, 0, 0, 1'234'567, 0, -1};
    visit_totals(record.account.totals, numbered(next));
    record.published = publish(record.plan, 2.5, 60'000);
    record.published.start_ms[1] -= 90'000;
    record.published.level[3] = 1;
    record.lower_bound = 12.5;
    record.allowed_difference = 1e-6;
    record.provenance = {.made_by = "plan",
                         .configuration = "[search]\nseed = 7\n",
                         .backend = "cpu",
                         .seed = -7,
                         .generations = 3,
                         .evaluations = 96,
                         .seconds = 0.25,
                         .instance_hash = content_hash(instance),
                         .warm_start_hash = "00000000000000ab",
                         .stopped_by = "generations",
                         .bound_steps = 250,
                         .price_rounds = 12};
    record.baselines.resize(2);
    record.baselines[0] = {"fifo", "", false, {}};
    visit_totals(record.baselines[0].totals, numbered(next));
    record.baselines[1] = {"sufferage", "takes too long at this size", true, {}};
    record.bounds = {{1, 12.5, 0.0625}, {9, 13.5, 0.125}};
    record.generations = {{0, 0xffffffffffffffffu, 100.5, 0.125, 0}, {1, 17, 99.25, 0.25, 12345}};
    return record;
}

}  // namespace nightwatt
