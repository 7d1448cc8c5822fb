#include "io/import/energy_hcsp.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "errors.hpp"
#include "io/import/benchmark_machines.hpp"
#include "io/import/benchmark_units.hpp"
#include "io/import/hcsp.hpp"
#include "io/import/number_reader.hpp"
#include "io/import/text_file.hpp"

namespace nightwatt {

namespace {

constexpr double j_per_kwh = 3.6e6;
/// Longest horizon over which a price of 1 per kWh can be integrated
/// (host/problem/build_tariff.cpp).
constexpr double longest_priced_ms = 1.4e10;

struct Scenario {
    std::vector<double> speed;
    std::vector<double> idle_w;
    std::vector<double> full_w;

    [[nodiscard]] std::size_t servers() const { return speed.size(); }
};

Scenario read_scenario(const std::string& path) {
    NumberReader reader(path, read_text(path));
    Scenario scenario;
    while (!reader.at_end()) {
        const double cores = reader.numbers(1, "cores", 1, NumberReader::Kind::Whole).front();
        const double ssj_ops = reader.numbers(1, "ssj_ops", 1).front();
        const double idle_w = reader.numbers(1, "idle power", 0).front();
        const double full_w = reader.numbers(1, "full power", idle_w).front();
        if (full_w * 1000 > largest_power_mw) {
            reader.fail(fmt::format("full power is {} W; at most {:.0f} W can be told", full_w,
                                    largest_power_mw / 1000));
        }
        scenario.speed.push_back(ssj_ops / (cores * 1000));
        scenario.idle_w.push_back(idle_w);
        scenario.full_w.push_back(full_w);
    }
    return scenario;
}

}  // namespace

Instance import_energy_hcsp(const std::string& scenario_path, const std::string& etc_path) {
    const Scenario scenario = read_scenario(scenario_path);
    EtcMatrix matrix = read_etc(etc_path);
    if (scenario.servers() != matrix.servers) {
        throw InputError(fmt::format("{}: {} servers, but {} has {}", scenario_path,
                                     scenario.servers(), etc_path, matrix.servers));
    }
    for (std::size_t k = 0; k < matrix.etc.size(); ++k) {
        matrix.etc[k] /= scenario.speed[k % matrix.servers];
    }
    double total_idle_w = 0;
    double largest_dynamic_w = 0;
    std::vector<double> dynamic_w;
    for (std::size_t i = 0; i < matrix.servers; ++i) {
        // The difference of two decimals, to the milliwatt.
        dynamic_w.push_back(std::round((scenario.full_w[i] - scenario.idle_w[i]) * 1000) / 1000);
        largest_dynamic_w = std::max(largest_dynamic_w, dynamic_w.back());
        total_idle_w += scenario.idle_w[i];
    }
    // The planner integrates the rate over the horizon, and all tasks' power over a slot.
    const double all_power_mw =
        std::max(1.0, largest_dynamic_w * 1000) * static_cast<double>(matrix.tasks);
    const TimeDemand demand{
        .longest_load = longest_load(matrix.tasks, matrix.servers, matrix.etc),
        .tasks = matrix.tasks,
        .servers = matrix.servers,
        .priced_horizon_ms = std::min(longest_priced_ms, largest_sum / all_power_mw)};
    const TimeUnit unit = choose_time_unit(matrix.etc, demand, etc_path);
    std::vector<std::int64_t> runtime_ms;
    for (const double time : matrix.etc) runtime_ms.push_back(unit.to_ms(time));
    Instance instance =
        machine_instance(matrix.tasks, matrix.servers, runtime_ms, demand.longest_horizon_ms());
    for (std::size_t row = 0; row < instance.runtimes.size(); ++row) {
        instance.runtimes.power_w[row] = dynamic_w[row % matrix.servers];
    }
    instance.series.price_per_kwh = {1};
    instance.makespan_weight_per_h = total_idle_w / 1000;
    instance.benchmark = {
        .name = fmt::format("energy-hcsp {} {}", file_name(scenario_path), file_name(etc_path)),
        .objective = "cost",
        .scale = j_per_kwh * unit.per_s(),
        .formula = fmt::format("energy in J (W times units of the ETC matrix) = sum of load * "
                               "(full - idle) + makespan "
                               "* sum of idle; the first is the energy cost at 1 per kWh, the "
                               "second the makespan cost; "
                               "{}: {}",
                               unit.text(), rounding_text(unit.error(matrix.etc)))};
    instance.notes = {fmt::format("Benchmark energy-hcsp, servers from {}, ETC matrix from {}.",
                                  file_name(scenario_path), file_name(etc_path))};
    return instance;
}

}  // namespace nightwatt
