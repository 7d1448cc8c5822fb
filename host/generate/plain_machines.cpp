#include "generate/plain_machines.hpp"

#include <random>
#include <string>

#include "instance/columns.hpp"

namespace nightwatt {

Instance generate_plain_machines(std::int64_t tasks, std::int64_t servers, std::int64_t classes) {
    std::mt19937_64 bits(1);
    Instance instance;
    instance.resources = {"machine"};
    instance.makespan_weight_per_h = 3600;
    instance.sites.id = {"site"};
    instance.sites.pue_overhead = {1};
    instance.sites.peak_price_per_kw = {0};
    instance.sites.soft_cap_penalty_per_kwh = {0};
    instance.sites.heat_price_per_kwh = {0};
    for (std::int64_t k = 0; k < classes; ++k) instance.classes.id.push_back(std::to_string(k));
    instance.servers.capacity.resize(1);
    for (std::int64_t i = 0; i < servers; ++i) {
        ServerTable& t = instance.servers;
        t.id.push_back(std::to_string(i));
        t.class_index.push_back(static_cast<std::int32_t>(i % classes));
        t.site.push_back(0);
        for (auto* column : {&t.idle_w, &t.sleep_w, &t.wake_s, &t.wake_j, &t.open_s}) {
            column->push_back(0);
        }
        t.close_s.push_back(none);
        t.capacity[0].push_back(1);
    }
    instance.tasks.need.resize(1);
    double total_s = 0;
    for (std::int64_t j = 0; j < tasks; ++j) {
        TaskTable& t = instance.tasks;
        t.id.push_back(std::to_string(j));
        t.release_s.push_back(0);
        t.deadline_s.push_back(none);
        t.tardiness_weight_per_h.push_back(0);
        t.frequency_sensitivity.push_back(1);
        t.work.push_back(1);
        t.input_bytes.push_back(0);
        t.input_site.push_back(-1);
        t.pin_server.push_back(-1);
        t.pin_level.push_back(-1);
        t.pin_start_s.push_back(none);
        t.need[0].push_back(1);
        for (std::int64_t k = 0; k < classes; ++k) {
            instance.runtimes.task.push_back(static_cast<std::int32_t>(j));
            instance.runtimes.class_index.push_back(static_cast<std::int32_t>(k));
            instance.runtimes.level.push_back(-1);
            instance.runtimes.runtime_s.push_back(1 + static_cast<double>(bits() % 100'000) / 1000);
            instance.runtimes.power_w.push_back(0);
        }
        total_s += 101;
    }
    instance.horizon_s = total_s;
    instance.slot_s = total_s;
    SeriesTable& series = instance.series;
    series.site = {0};
    series.start_s = {0};
    series.price_per_kwh = {0};
    series.carbon_g_per_kwh = {0};
    series.temperature_c = {20};
    series.renewable_w = {0};
    series.hard_cap_w = {none};
    series.soft_cap_w = {none};
    series.heat_demand_w = {0};
    return instance;
}

}  // namespace nightwatt
