#include "io/import/benchmark_machines.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "instance/columns.hpp"

namespace nightwatt {

namespace {

void add_tasks(TaskTable& tasks, std::size_t count) {
    for (std::size_t j = 0; j < count; ++j) tasks.id.push_back(fmt::format("t{}", j));
    tasks.release_s.assign(count, 0);
    tasks.deadline_s.assign(count, none);
    tasks.tardiness_weight_per_h.assign(count, 0);
    tasks.frequency_sensitivity.assign(count, 1);
    tasks.work.assign(count, 1);
    tasks.input_bytes.assign(count, 0);
    tasks.input_site.assign(count, -1);
    tasks.pin_server.assign(count, -1);
    tasks.pin_level.assign(count, -1);
    tasks.pin_start_s.assign(count, none);
    tasks.need.assign(1, std::vector<std::uint32_t>(count, 1));
}

void add_servers(Instance& instance, std::size_t count) {
    ServerTable& servers = instance.servers;
    for (std::size_t i = 0; i < count; ++i) {
        servers.id.push_back(fmt::format("m{}", i));
        servers.class_index.push_back(static_cast<std::int32_t>(i));
    }
    instance.classes.id = servers.id;
    servers.site.assign(count, 0);
    for (auto* column :
         {&servers.idle_w, &servers.sleep_w, &servers.wake_s, &servers.wake_j, &servers.open_s}) {
        column->assign(count, 0);
    }
    servers.close_s.assign(count, none);
    servers.capacity.assign(1, std::vector<std::uint32_t>(count, 1));
}

void add_site(Instance& instance) {
    instance.sites.id = {"site"};
    instance.sites.pue_overhead = {1};
    instance.sites.peak_price_per_kw = {0};
    instance.sites.soft_cap_penalty_per_kwh = {0};
    instance.sites.heat_price_per_kwh = {0};
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
}

}  // namespace

Instance machine_instance(std::size_t tasks, std::size_t servers,
                          const std::vector<std::int64_t>& runtime_ms, double longest_horizon_ms) {
    Instance instance;
    instance.resources = {"machine"};
    add_tasks(instance.tasks, tasks);
    add_servers(instance, servers);
    add_site(instance);
    std::vector<std::int64_t> load_ms(servers, 0);
    for (std::size_t j = 0; j < tasks; ++j) {
        for (std::size_t i = 0; i < servers; ++i) {
            const std::int64_t time_ms = runtime_ms[j * servers + i];
            instance.runtimes.task.push_back(static_cast<std::int32_t>(j));
            instance.runtimes.class_index.push_back(static_cast<std::int32_t>(i));
            instance.runtimes.runtime_s.push_back(static_cast<double>(time_ms) / 1000);
            load_ms[i] += time_ms;
        }
    }
    instance.runtimes.level.assign(tasks * servers, -1);
    instance.runtimes.power_w.assign(tasks * servers, 0);
    const std::int64_t longest_ms = *std::max_element(load_ms.begin(), load_ms.end());
    set_horizon_ms(instance, std::min(longest_ms, static_cast<std::int64_t>(longest_horizon_ms)));
    return instance;
}

double longest_load(std::size_t tasks, std::size_t servers, const std::vector<double>& runtime) {
    std::vector<double> load(servers, 0);
    for (std::size_t j = 0; j < tasks; ++j) {
        for (std::size_t i = 0; i < servers; ++i) load[i] += runtime[j * servers + i];
    }
    return *std::max_element(load.begin(), load.end());
}

void set_horizon_ms(Instance& instance, std::int64_t horizon_ms) {
    instance.horizon_s = static_cast<double>(horizon_ms) / 1000;
    instance.slot_s = instance.horizon_s;
}

}  // namespace nightwatt
