#include "io/import/gap.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "errors.hpp"
#include "io/import/benchmark_machines.hpp"
#include "io/import/benchmark_units.hpp"
#include "io/import/text_file.hpp"

namespace nightwatt {

namespace {

constexpr double mj_per_kwh = 3.6e9;  // millijoules, to match milliwatts and seconds

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

double power_mw(double cost, double use, const TimeUnit& unit) {
    return cost * mj_per_kwh / (use * unit.ms() / 1000);
}

/// The shortest unit of time, a power of ten milliseconds, at which every power still fits: the
/// larger the power, the less its rounding to whole milliwatts matters.
TimeUnit choose_unit(const Gap& gap, const std::string& path) {
    double steepest = 0;
    for (std::size_t k = 0; k < gap.cost.size(); ++k) {
        steepest = std::max(steepest, gap.cost[k] / gap.use[k]);
    }
    TimeUnit unit{0};
    while (power_mw(steepest, 1, unit) > largest_power_mw) ++unit.exponent;
    const double longest = std::max(*std::max_element(gap.use.begin(), gap.use.end()),
                                    *std::max_element(gap.capacity.begin(), gap.capacity.end()));
    if (longest * unit.ms() > largest_duration_ms) {
        throw InputError(fmt::format(
            "{}: costs of up to {} per unit of resource beside {} units of resource are "
            "too far apart to stand as power and runtime",
            path, steepest, longest));
    }
    return unit;
}

}  // namespace

Instance import_gap(const std::string& path) {
    const Gap gap = read_gap(path);
    const TimeUnit unit = choose_unit(gap, path);
    std::vector<std::int64_t> runtime_ms(gap.use.size());
    for (std::size_t j = 0; j < gap.tasks; ++j) {
        for (std::size_t i = 0; i < gap.servers; ++i) {
            runtime_ms[j * gap.servers + i] = unit.to_ms(gap.use[i * gap.tasks + j]);
        }
    }
    Instance instance = machine_instance(gap.tasks, gap.servers, runtime_ms);
    for (std::size_t i = 0; i < gap.servers; ++i) {
        instance.servers.close_s[i] = static_cast<double>(unit.to_ms(gap.capacity[i])) / 1000;
    }
    const double largest_capacity = *std::max_element(gap.capacity.begin(), gap.capacity.end());
    set_horizon_ms(instance, unit.to_ms(largest_capacity));
    instance.series.price_per_kwh = {1};

    RuntimeTable fitting;
    double rounding = 0;  // of the sum of costs: half a milliwatt over the longest runs
    for (std::size_t j = 0; j < gap.tasks; ++j) {
        double longest_s = 0;
        for (std::size_t i = 0; i < gap.servers; ++i) {
            const std::size_t pair = i * gap.tasks + j;
            if (gap.use[pair] > gap.capacity[i]) continue;
            const double runtime_s = static_cast<double>(unit.to_ms(gap.use[pair])) / 1000;
            fitting.task.push_back(static_cast<std::int32_t>(j));
            fitting.class_index.push_back(static_cast<std::int32_t>(i));
            fitting.level.push_back(-1);
            fitting.runtime_s.push_back(runtime_s);
            fitting.power_w.push_back(std::round(power_mw(gap.cost[pair], gap.use[pair], unit)) /
                                      1000);
            longest_s = std::max(longest_s, runtime_s);
        }
        if (longest_s == 0) {
            throw InputError(
                fmt::format("{}: job {} of {} fits no agent: its resource use is above every "
                            "capacity",
                            path, j + 1, gap.tasks));
        }
        rounding += 0.5 * longest_s / mj_per_kwh;
    }
    instance.runtimes = std::move(fitting);
    instance.benchmark = {
        .name = fmt::format("gap {}", file_name(path)),
        .objective = "cost",
        .scale = 1,
        .formula = fmt::format(
            "generalised assignment: sum of costs = energy cost; runtime = resource use with {}, "
            "power = cost in kWh / runtime, price 1 per kWh, a server closes at its capacity; "
            "power "
            "is rounded to whole mW, the sum of costs is off by at most {:.2g}",
            unit.text(), rounding)};
    instance.notes = {
        fmt::format("Benchmark gap, generalised assignment, from {}.", file_name(path))};
    return instance;
}

}  // namespace nightwatt
