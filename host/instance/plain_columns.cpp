#include "instance/plain_columns.hpp"

#include "instance/columns.hpp"

namespace nightwatt {

namespace {

void fill_tasks(TaskTable& tasks) {
    const std::size_t count = tasks.size();
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

void fill_servers(ServerTable& servers) {
    const std::size_t count = servers.size();
    servers.site.assign(count, 0);
    for (auto* column :
         {&servers.idle_w, &servers.sleep_w, &servers.wake_s, &servers.wake_j, &servers.open_s}) {
        column->assign(count, 0);
    }
    servers.close_s.assign(count, none);
    servers.capacity.assign(1, std::vector<std::uint32_t>(count, 1));
}

}  // namespace

void fill_plain_columns(Instance& instance) {
    instance.resources = {"machine"};
    fill_tasks(instance.tasks);
    fill_servers(instance.servers);
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

}  // namespace nightwatt
