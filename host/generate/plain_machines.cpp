#include "generate/plain_machines.hpp"

#include <random>
#include <string>

#include "instance/plain_columns.hpp"

namespace nightwatt {

Instance generate_plain_machines(std::int64_t tasks, std::int64_t servers, std::int64_t classes) {
    std::mt19937_64 bits(1);
    Instance instance;
    instance.makespan_weight_per_h = 3600;
    for (std::int64_t k = 0; k < classes; ++k) instance.classes.id.push_back(std::to_string(k));
    for (std::int64_t i = 0; i < servers; ++i) {
        instance.servers.id.push_back(std::to_string(i));
        instance.servers.class_index.push_back(static_cast<std::int32_t>(i % classes));
    }
    double total_s = 0;
    for (std::int64_t j = 0; j < tasks; ++j) {
        instance.tasks.id.push_back(std::to_string(j));
        for (std::int64_t k = 0; k < classes; ++k) {
            instance.runtimes.task.push_back(static_cast<std::int32_t>(j));
            instance.runtimes.class_index.push_back(static_cast<std::int32_t>(k));
            instance.runtimes.level.push_back(-1);
            instance.runtimes.runtime_s.push_back(1 + static_cast<double>(bits() % 100'000) / 1000);
            instance.runtimes.power_w.push_back(0);
        }
        total_s += 101;
    }
    fill_plain_columns(instance);
    instance.horizon_s = total_s;
    instance.slot_s = total_s;
    return instance;
}

}  // namespace nightwatt
