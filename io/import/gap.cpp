#include "io/import/gap.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "errors.hpp"
#include "io/import/benchmark_machines.hpp"
#include "io/import/benchmark_units.hpp"
#include "io/import/number_reader.hpp"
#include "io/import/text_file.hpp"

namespace nightwatt {

namespace {

constexpr double uj_per_kwh = 3.6e12;  // milliwatts times milliseconds

struct Gap {
    std::size_t servers = 0;
    std::size_t tasks = 0;
    std::vector<double> cost;      ///< [server * tasks + task]
    std::vector<double> use;       ///< [server * tasks + task]
    std::vector<double> capacity;  ///< [server]
};

Gap read_gap(const std::string& path) {
    constexpr std::int64_t most = 1'000'000;
    NumberReader reader(path, read_text(path));
    Gap gap;
    gap.servers = static_cast<std::size_t>(reader.integer("number of agents (servers)", 1, most));
    gap.tasks = static_cast<std::size_t>(reader.integer("number of jobs (tasks)", 1, most));
    constexpr auto whole = NumberReader::Kind::Whole;
    const std::size_t pairs = gap.servers * gap.tasks;
    gap.cost = reader.numbers(pairs, "cost", 0, whole);
    gap.use = reader.numbers(pairs, "resource use", 1, whole);
    gap.capacity = reader.numbers(gap.servers, "capacity", 1, whole);
    reader.expect_end(fmt::format("the capacities of {} agents", gap.servers));
    return gap;
}

/// What the costs and resource uses become.
struct Units {
    TimeUnit time;
    int energy_exponent = 0;  ///< a cost of 1 is 10^energy_exponent kWh

    [[nodiscard]] double cost_uj() const { return uj_per_kwh * std::pow(10.0, energy_exponent); }
    [[nodiscard]] double price_per_kwh() const { return std::pow(10.0, -energy_exponent); }
    [[nodiscard]] double power_mw(double cost, double use) const {
        return cost * cost_uj() / time.exact_ms(use);
    }
};

/// The largest power at which all sums fit: the larger it is, the less rounding it to whole
/// milliwatts matters.
Units choose_units(const Gap& gap, const std::string& path) {
    constexpr int most_energy = 6;
    constexpr int least_energy = -9;
    const double horizon = *std::max_element(gap.capacity.begin(), gap.capacity.end());
    double steepest = 0;
    double sum_of_steepest = 0;
    for (std::size_t j = 0; j < gap.tasks; ++j) {
        double of_task = 0;
        for (std::size_t pair = j; pair < gap.cost.size(); pair += gap.tasks) {
            of_task = std::max(of_task, gap.cost[pair] / gap.use[pair]);
        }
        steepest = std::max(steepest, of_task);
        sum_of_steepest += of_task;
    }
    std::vector<double> times = gap.use;
    times.insert(times.end(), gap.capacity.begin(), gap.capacity.end());
    // One server: the capacities themselves must be told, not a share of them.
    Units units{
        choose_time_unit(times, {.longest_load = horizon, .tasks = gap.tasks, .servers = 1}, path),
        most_energy};
    const auto fits = [&] {
        return units.power_mw(steepest, 1) <= largest_power_mw &&
               2 * units.power_mw(sum_of_steepest, 1) * units.time.exact_ms(horizon) <= largest_sum;
    };
    while (!fits()) {
        if (--units.energy_exponent < least_energy) {
            throw InputError(fmt::format(
                "{}: costs of up to {:g} for a unit of resource beside capacities of {:g} are too "
                "much to stand as power and time",
                path, steepest, horizon));
        }
    }
    return units;
}

/// Most that rounding power to whole milliwatts can change a sum of costs.
double cost_rounding(const Gap& gap, const Units& units) {
    double rounding_uj = 0;
    for (std::size_t j = 0; j < gap.tasks; ++j) {
        double longest = 0;
        for (std::size_t pair = j; pair < gap.use.size(); pair += gap.tasks) {
            longest = std::max(longest, gap.use[pair]);
        }
        rounding_uj += 0.5 * units.time.exact_ms(longest);
    }
    return rounding_uj / units.cost_uj();
}

/// Task-major, as machine_instance wants them.
std::vector<std::int64_t> runtimes_ms(const Gap& gap, const Units& units) {
    std::vector<std::int64_t> by_task;
    for (std::size_t j = 0; j < gap.tasks; ++j) {
        for (std::size_t i = 0; i < gap.servers; ++i) {
            by_task.push_back(units.time.to_ms(gap.use[i * gap.tasks + j]));
        }
    }
    return by_task;
}

/// One row for each pair that the capacity allows.
RuntimeTable runtimes_of(const Gap& gap, const Units& units, const std::string& path) {
    RuntimeTable rows;
    std::vector<std::string> problems;
    for (std::size_t j = 0; j < gap.tasks; ++j) {
        const std::size_t before = rows.size();
        for (std::size_t i = 0; i < gap.servers; ++i) {
            const std::size_t pair = i * gap.tasks + j;
            if (gap.use[pair] > gap.capacity[i]) continue;
            rows.task.push_back(static_cast<std::int32_t>(j));
            rows.class_index.push_back(static_cast<std::int32_t>(i));
            rows.level.push_back(-1);
            rows.runtime_s.push_back(static_cast<double>(units.time.to_ms(gap.use[pair])) / 1000);
            rows.power_w.push_back(std::round(units.power_mw(gap.cost[pair], gap.use[pair])) /
                                   1000);
        }
        if (rows.size() == before) {
            problems.push_back(fmt::format(
                "{}: job {} of {} fits no agent: its resource use is above every capacity", path,
                j + 1, gap.tasks));
        }
    }
    if (!problems.empty()) throw InputError(problems);
    return rows;
}

}  // namespace

Instance import_gap(const std::string& path) {
    const Gap gap = read_gap(path);
    const Units units = choose_units(gap, path);
    Instance instance =
        machine_instance(gap.tasks, gap.servers, runtimes_ms(gap, units), largest_moment_ms);
    instance.runtimes = runtimes_of(gap, units, path);
    std::int64_t horizon_ms = 0;
    for (std::size_t i = 0; i < gap.servers; ++i) {
        const std::int64_t close_ms = units.time.to_ms(gap.capacity[i]);
        instance.servers.close_s[i] = static_cast<double>(close_ms) / 1000;
        horizon_ms = std::max(horizon_ms, close_ms);
    }
    set_horizon_ms(instance, horizon_ms);
    instance.series.price_per_kwh = {units.price_per_kwh()};
    instance.benchmark = {
        .name = fmt::format("gap {}", file_name(path)),
        .objective = "cost",
        .scale = 1,
        .formula = fmt::format(
            "generalised assignment: sum of costs = energy cost; runtime = resource use with {}, a "
            "cost of 1 = {:g} kWh at a price of {:g} per kWh, a server closes at its capacity; "
            "power "
            "is rounded to whole mW: the sum of costs is off by at most {:.2g}",
            units.time.text(), 1 / units.price_per_kwh(), units.price_per_kwh(),
            cost_rounding(gap, units))};
    instance.notes = {
        fmt::format("Benchmark gap, generalised assignment, from {}.", file_name(path))};
    return instance;
}

}  // namespace nightwatt
