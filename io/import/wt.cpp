#include "io/import/wt.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "errors.hpp"
#include "io/import/benchmark_machines.hpp"
#include "io/import/benchmark_units.hpp"
#include "io/import/number_reader.hpp"
#include "io/import/text_file.hpp"

namespace nightwatt {

namespace {

constexpr std::size_t instances_of_a_library_file = 125;
constexpr std::size_t parts = 3;  // of an instance: runtimes, weights, due dates

std::vector<double> read_all(const std::string& path) {
    NumberReader reader(path, read_text(path));
    std::vector<double> numbers;
    while (!reader.at_end()) numbers.push_back(reader.number("runtime, weight or due date"));
    return numbers;
}

std::size_t tasks_of_each(const std::string& path, std::size_t numbers, const WtChoice& choice) {
    if (choice.tasks < 0) throw UsageError("the number of tasks must not be negative");
    const std::size_t unit = choice.tasks > 0 ? parts * static_cast<std::size_t>(choice.tasks)
                                              : parts * instances_of_a_library_file;
    if (numbers == 0 || numbers % unit != 0) {
        const std::string expected = choice.tasks > 0
                                         ? fmt::format("{} tasks", choice.tasks)
                                         : fmt::format("{} instances", instances_of_a_library_file);
        throw InputError(fmt::format(
            "{}: {} numbers are no whole multiple of 3 rows x {}: runtimes, weights and "
            "due dates are expected",
            path, numbers, expected));
    }
    return choice.tasks > 0 ? static_cast<std::size_t>(choice.tasks) : numbers / unit;
}

}  // namespace

Instance import_wt(const std::string& path, const WtChoice& choice) {
    const std::vector<double> numbers = read_all(path);
    const std::size_t tasks = tasks_of_each(path, numbers.size(), choice);
    const std::size_t instances = numbers.size() / (parts * tasks);
    if (choice.index < 1 || static_cast<std::size_t>(choice.index) > instances) {
        throw UsageError(fmt::format("index {} is not from 1 to {}, the instances in {}",
                                     choice.index, instances, path));
    }
    const std::size_t first = static_cast<std::size_t>(choice.index - 1) * parts * tasks;
    const double* const time = numbers.data() + first;
    const double* const weight = time + tasks;
    const double* const due = weight + tasks;
    for (std::size_t j = 0; j < tasks; ++j) {
        for (const auto& [what, value] :
             {std::pair{"runtime", time[j]}, std::pair{"weight", weight[j]},
              std::pair{"due date", due[j]}}) {
            if (value < 0) {
                throw InputError(fmt::format("{}: instance {}, task {}: {} is {}, below 0", path,
                                             choice.index, j + 1, what, value));
            }
        }
    }

    const std::vector<double> times(time, time + tasks);
    const TimeDemand demand{
        .longest_load = longest_load(tasks, 1, times), .tasks = tasks, .servers = 1};
    const TimeUnit unit = choose_time_unit(times, demand, path);
    std::vector<std::int64_t> runtime_ms;
    for (const double value : times) runtime_ms.push_back(unit.to_ms(value));
    Instance instance = machine_instance(tasks, 1, runtime_ms, demand.longest_horizon_ms());
    const double scale =
        units_per_money(demand.longest_load * std::accumulate(weight, weight + tasks, 0.0));
    for (std::size_t j = 0; j < tasks; ++j) {
        // No task can be late for a due date beyond every horizon.
        instance.tasks.deadline_s[j] =
            std::round(std::min(unit.exact_ms(due[j]), largest_moment_ms)) / 1000;
        instance.tasks.tardiness_weight_per_h[j] = weight[j] * unit.per_h() / scale;
    }
    instance.benchmark = {
        .name = fmt::format("wt {} index {}", file_name(path), choice.index),
        .objective = "cost",
        .scale = scale,
        .formula = fmt::format("1||sum wjTj: total weighted tardiness = tardiness cost; {}: {}",
                               unit.text(), rounding_text(unit.error(times)))};
    instance.notes = {fmt::format(
        "Benchmark wt, total weighted tardiness on one machine, instance {} of {} in {}.",
        choice.index, instances, file_name(path))};
    return instance;
}

}  // namespace nightwatt
