#include "io/import/benchmark_machines.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "instance/plain_columns.hpp"

namespace nightwatt {

Instance machine_instance(std::size_t tasks, std::size_t servers,
                          const std::vector<std::int64_t>& runtime_ms, double longest_horizon_ms) {
    Instance instance;
    for (std::size_t j = 0; j < tasks; ++j) instance.tasks.id.push_back(fmt::format("t{}", j));
    for (std::size_t i = 0; i < servers; ++i) {
        instance.servers.id.push_back(fmt::format("m{}", i));
        instance.servers.class_index.push_back(static_cast<std::int32_t>(i));
    }
    instance.classes.id = instance.servers.id;
    fill_plain_columns(instance);
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
