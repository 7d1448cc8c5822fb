#include "hand/hand_builder.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

namespace nightwatt::hand {

namespace {

double at(const std::vector<double>& values, std::size_t slot, double fallback) {
    if (values.empty()) return fallback;
    return values.size() == 1 ? values.front() : values.at(slot);
}

}  // namespace

Builder::Builder(std::size_t slots, double slot_s, std::vector<std::string> resources)
    : slots_(slots) {
    instance_.slot_s = slot_s;
    instance_.horizon_s = slot_s * static_cast<double>(slots);
    instance_.tasks.need.resize(resources.size());
    instance_.servers.capacity.resize(resources.size());
    instance_.resources = std::move(resources);
}

Builder& Builder::add_class(const std::vector<std::pair<double, double>>& levels) {
    const auto row = static_cast<std::int32_t>(instance_.classes.size());
    instance_.classes.id.push_back("class" + std::to_string(row));
    for (const auto& [frequency, power] : levels) {
        instance_.levels.class_index.push_back(row);
        instance_.levels.relative_frequency.push_back(frequency);
        instance_.levels.relative_power.push_back(power);
    }
    return *this;
}

Builder& Builder::add(const Site& site) {
    const std::size_t row = instance_.sites.size();
    const auto index = static_cast<std::int32_t>(row);
    SiteTable& sites = instance_.sites;
    sites.id.push_back("site" + std::to_string(row));
    sites.pue_overhead.push_back(site.pue_overhead);
    sites.peak_price_per_kw.push_back(site.peak_price_per_kw);
    sites.soft_cap_penalty_per_kwh.push_back(site.soft_cap_penalty_per_kwh);
    sites.heat_price_per_kwh.push_back(site.heat_price_per_kwh);
    for (const auto& [temperature_c, cop] : site.cop) {
        instance_.cop.site.push_back(index);
        instance_.cop.temperature_c.push_back(temperature_c);
        instance_.cop.cop.push_back(cop);
    }
    SeriesTable& series = instance_.series;
    for (std::size_t slot = 0; slot != slots_; ++slot) {
        series.site.push_back(index);
        series.start_s.push_back(instance_.slot_s * static_cast<double>(slot));
        series.price_per_kwh.push_back(at(site.price_per_kwh, slot, 0));
        series.carbon_g_per_kwh.push_back(at(site.carbon_g_per_kwh, slot, 0));
        series.temperature_c.push_back(at(site.temperature_c, slot, 20));
        series.renewable_w.push_back(at(site.renewable_w, slot, 0));
        series.hard_cap_w.push_back(at(site.hard_cap_w, slot, none));
        series.soft_cap_w.push_back(at(site.soft_cap_w, slot, none));
        series.heat_demand_w.push_back(at(site.heat_demand_w, slot, 0));
    }
    return *this;
}

Builder& Builder::add(const Server& server) {
    ServerTable& servers = instance_.servers;
    servers.id.push_back("server" + std::to_string(servers.size()));
    servers.class_index.push_back(server.class_index);
    servers.site.push_back(server.site);
    servers.idle_w.push_back(server.idle_w);
    servers.sleep_w.push_back(server.sleep_w);
    servers.wake_s.push_back(server.wake_s);
    servers.wake_j.push_back(server.wake_j);
    servers.open_s.push_back(server.open_s);
    servers.close_s.push_back(server.close_s);
    for (std::size_t r = 0; r != instance_.resources.size(); ++r) {
        servers.capacity[r].push_back(server.capacity.at(r));
    }
    return *this;
}

Builder& Builder::add(const Task& task) {
    TaskTable& tasks = instance_.tasks;
    const auto row = static_cast<std::int32_t>(tasks.size());
    tasks.id.push_back("task" + std::to_string(row));
    tasks.release_s.push_back(task.release_s);
    tasks.deadline_s.push_back(task.deadline_s);
    tasks.tardiness_weight_per_h.push_back(task.tardiness_weight_per_h);
    tasks.frequency_sensitivity.push_back(task.frequency_sensitivity);
    tasks.work.push_back(1);
    tasks.input_bytes.push_back(task.input_bytes);
    tasks.input_site.push_back(task.input_site);
    tasks.pin_server.push_back(task.pin_server);
    tasks.pin_level.push_back(task.pin_level);
    tasks.pin_start_s.push_back(task.pin_start_s);
    for (std::size_t r = 0; r != instance_.resources.size(); ++r) {
        tasks.need[r].push_back(task.need.at(r));
    }
    for (const Run& run : task.runs) {
        instance_.runtimes.task.push_back(row);
        instance_.runtimes.class_index.push_back(run.class_index);
        instance_.runtimes.level.push_back(run.level);
        instance_.runtimes.runtime_s.push_back(run.runtime_s);
        instance_.runtimes.power_w.push_back(run.power_w);
    }
    return *this;
}

Builder& Builder::add(const Battery& battery) {
    BatteryTable& batteries = instance_.batteries;
    batteries.site.push_back(battery.site);
    batteries.capacity_wh.push_back(battery.capacity_wh);
    batteries.charge_w.push_back(battery.charge_w);
    batteries.discharge_w.push_back(battery.discharge_w);
    batteries.charge_efficiency.push_back(battery.charge_efficiency);
    batteries.discharge_efficiency.push_back(battery.discharge_efficiency);
    batteries.start_wh.push_back(battery.start_wh);
    batteries.end_wh.push_back(battery.end_wh);
    return *this;
}

Builder& Builder::link(std::int32_t from_site, std::int32_t to_site, double bytes_per_s,
                       double j_per_byte) {
    instance_.links.from_site.push_back(from_site);
    instance_.links.to_site.push_back(to_site);
    instance_.links.bandwidth_bytes_per_s.push_back(bytes_per_s);
    instance_.links.energy_j_per_byte.push_back(j_per_byte);
    return *this;
}

Plan make_plan(const std::vector<Step>& steps, const std::vector<Sleep>& sleeps) {
    const auto ms = [](double seconds) {
        return static_cast<std::int64_t>(std::llround(seconds * 1e3));
    };
    Plan plan;
    plan.resize(steps.size());
    std::map<std::int32_t, std::int32_t> next_position;
    for (const Step& step : steps) {
        const auto row = static_cast<std::size_t>(step.task);
        plan.server.at(row) = step.server;
        plan.position.at(row) = next_position[step.server]++;
        plan.level.at(row) = step.level;
        plan.hold_ms.at(row) = ms(step.hold_s);
        plan.start_ms.at(row) = ms(step.start_s);
        plan.end_ms.at(row) = ms(step.end_s);
    }
    plan.sleeps = sleeps;
    return plan;
}

}  // namespace nightwatt::hand
