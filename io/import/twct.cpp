#include "io/import/twct.hpp"

#include <fmt/format.h>

#include <numeric>

#include "io/import/benchmark_machines.hpp"
#include "io/import/benchmark_units.hpp"
#include "io/import/number_reader.hpp"
#include "io/import/text_file.hpp"

namespace nightwatt {

Instance import_twct(const std::string& path) {
    constexpr std::int64_t most = 1'000'000;
    NumberReader reader(path, read_text(path));
    const auto servers = static_cast<std::size_t>(reader.integer("number of servers", 1, most));
    const auto tasks = static_cast<std::size_t>(reader.integer("number of tasks", 1, most));
    const std::vector<double> weight = reader.numbers(tasks, "weight", 0);
    const std::vector<double> time = reader.numbers(servers * tasks, "runtime", 0);
    reader.expect_end(fmt::format("{} x {} runtimes", servers, tasks));

    std::vector<double> by_task(time.size());
    for (std::size_t i = 0; i < servers; ++i) {
        for (std::size_t j = 0; j < tasks; ++j) by_task[j * servers + i] = time[i * tasks + j];
    }
    const TimeDemand demand{
        .longest_load = longest_load(tasks, servers, by_task), .tasks = tasks, .servers = servers};
    const TimeUnit unit = choose_time_unit(by_task, demand, path);
    std::vector<std::int64_t> runtime_ms;
    for (const double value : by_task) runtime_ms.push_back(unit.to_ms(value));

    Instance instance = machine_instance(tasks, servers, runtime_ms, demand.longest_horizon_ms());
    instance.tasks.deadline_s.assign(tasks, 0);
    const double scale =
        units_per_money(demand.longest_load * std::accumulate(weight.begin(), weight.end(), 0.0));
    for (std::size_t j = 0; j < tasks; ++j) {
        instance.tasks.tardiness_weight_per_h[j] = weight[j] * unit.per_h() / scale;
    }
    instance.benchmark = {
        .name = fmt::format("twct {}", file_name(path)),
        .objective = "cost",
        .scale = scale,
        .formula = fmt::format("R||sum wjCj: total weighted completion time = tardiness cost with "
                               "every deadline at 0; {}: {}",
                               unit.text(), rounding_text(unit.error(time)))};
    instance.notes = {fmt::format(
        "Benchmark twct, total weighted completion time on unrelated machines, from {}.",
        file_name(path))};
    return instance;
}

}  // namespace nightwatt
