#include <fmt/format.h>

#include <algorithm>

#include "errors.hpp"
#include "generate/night_load.hpp"
#include "generate/night_parts.hpp"
#include "instance/columns.hpp"

namespace nightwatt::night_parts {

namespace {

namespace tables = night_tables;

constexpr double dusk_window = 0.25;  ///< of the horizon
constexpr double night_window = 2.0 / 3.0;

std::uint32_t units(double value) {
    return static_cast<std::uint32_t>(std::floor(value + 0.5));
}

using Units = std::array<std::uint32_t, ResourceCount>;

/// What fits: the largest capacity of a server for each resource, among those with accelerators or
/// among all. (Of the classes with accelerators, one is the largest in everything.)
Units largest(const Instance& night, bool with_accelerators) {
    Units most{};
    const auto& capacity = night.servers.capacity;
    for (std::size_t i = 0; i < night.servers.size(); ++i)
        for (std::size_t r = 0; r < ResourceCount; ++r)
            if (!with_accelerators || capacity[Accelerators][i] > 0)
                most[r] = std::max(most[r], capacity[r][i]);
    return most;
}

/// Share of the tasks that use an accelerator: as many as keep cores and accelerators equally busy,
/// by the mean cores of both kinds of task.
double accelerator_task_share(const Instance& night) {
    constexpr double cpu_task_mean_cores = 13;
    constexpr double accelerator_task_mean_cores = 9;
    const auto total = total_capacity(night);
    const double accelerators = total[Accelerators];
    const double left =
        std::max(total[Cores] - accelerator_task_mean_cores * accelerators, 0.1 * total[Cores]);
    return accelerators / (accelerators + left / cpu_task_mean_cores);
}

std::uint32_t accelerator_count(double u) {
    for (const tables::AcceleratorShare& row : tables::accelerators_of_a_task) {
        if (u < row.share) return row.accelerators;
        u -= row.share;
    }
    return tables::accelerators_of_a_task.back().accelerators;
}

/// What the tasks of a night may ask for.
struct Demand {
    double accelerator_share;
    Units plain_most;
    Units accelerated_most;

    explicit Demand(const Instance& night)
        : accelerator_share(accelerator_task_share(night)),
          plain_most(largest(night, false)),
          accelerated_most(largest(night, true)) {}
};

void draw_needs(Instance& night, std::size_t j, const Demand& demand, const Draws& draws) {
    const bool accelerated = draws.uniform(Purpose::TaskKind, j) < demand.accelerator_share;
    const Units& most = accelerated ? demand.accelerated_most : demand.plain_most;
    std::uint32_t accelerators = 0;
    if (accelerated)
        accelerators = std::min(accelerator_count(draws.uniform(Purpose::AcceleratorCount, j)),
                                most[Accelerators]);
    const auto draw = [&](std::span<const Quantile> plain, std::span<const Quantile> with_one,
                          Purpose purpose, std::uint32_t limit) {
        if (!accelerated) return std::min(limit, units(draws.from(plain, purpose, j)));
        return std::min(limit, accelerators * units(draws.from(with_one, purpose, j)));
    };
    night.tasks.need[Cores][j] =
        draw(tables::cpu_task_cores, tables::accelerator_cores, Purpose::Cores, most[Cores]);
    night.tasks.need[MemoryGib][j] =
        draw(tables::cpu_task_gib, tables::accelerator_gib, Purpose::Memory, most[MemoryGib]);
    night.tasks.need[Accelerators][j] = accelerators;
}

/// A moment of the arrival window, by the trace's hours of the day.
double arrival_s(double u, Arrivals arrivals, double horizon_s) {
    const double window_h = 24 * (arrivals == Arrivals::Dusk ? dusk_window : night_window);
    const auto hours = static_cast<std::size_t>(window_h + 0.5);
    double total = 0;
    for (std::size_t h = 0; h < hours; ++h) total += tables::arrivals_from_dusk[h];
    double wanted = u * total;
    std::size_t h = 0;
    while (h + 1 < hours && wanted >= tables::arrivals_from_dusk[h])
        wanted -= tables::arrivals_from_dusk[h++];
    const double hour = static_cast<double>(h) + wanted / tables::arrivals_from_dusk[h];
    return rounded(hour / 24 * horizon_s, 1);
}

void add_runtimes(Instance& night, std::size_t j, double runtime_s, const UsedClasses& classes,
                  const Draws& draws) {
    const auto& need = night.tasks.need;
    const std::uint32_t accelerators = need[Accelerators][j];
    const double cores_w = need[Cores][j] * draws.from(tables::core_w, Purpose::CoreWatts, j);
    for (const auto& [k, slowdown] : choices_of(night, j, classes, draws)) {
        const tables::ServerClass& type = classes[k];
        const auto card_w = type.id == "fpga" ? draws.from(tables::fpga_w, Purpose::CardWatts, j)
                                              : draws.from(tables::gpu_w, Purpose::CardWatts, j);
        night.runtimes.task.push_back(static_cast<std::int32_t>(j));
        night.runtimes.class_index.push_back(static_cast<std::int32_t>(k));
        night.runtimes.level.push_back(-1);
        night.runtimes.runtime_s.push_back(rounded(runtime_s * slowdown, 1000));
        night.runtimes.power_w.push_back(
            rounded((cores_w + accelerators * card_w) * type.power_share, 10));
    }
}

void draw_input(Instance& night, std::size_t j, const NightRecipe& recipe, const Draws& draws) {
    const bool edge = recipe.centre && night.sites.size() > 1;
    const double share = edge ? tables::edge_input_share : tables::input_share;
    if (draws.uniform(Purpose::HasInput, j) >= share) return;
    // A short night has less data, so that moving them never takes much of it.
    const double shorter = std::min(1.0, night.horizon_s / 86'400);
    const double gb = draws.from(tables::input_gb, Purpose::InputSize, j) * shorter;
    const std::size_t sites_with_data = night.sites.size() - (edge ? 1 : 0);
    night.tasks.input_bytes[j] = std::floor(gb * 10 + 0.5) * 1e8;
    night.tasks.input_site[j] = static_cast<std::int32_t>(draws.uniform(Purpose::InputSite, j) *
                                                          static_cast<double>(sites_with_data));
}

double tardiness_weight(double u) {
    for (const tables::WeightShare& row : tables::tardiness_weights) {
        if (u < row.share) return row.weight_per_h;
        u -= row.share;
    }
    return tables::tardiness_weights.back().weight_per_h;
}

void draw_deadline(Instance& night, std::size_t j, double runtime_s,
                   const tables::DeadlineTable& table, const Draws& draws) {
    if (draws.uniform(Purpose::HasDeadline, j) >= table.share) return;
    const double factor =
        draws.between(table.factor_min, table.factor_max, Purpose::DeadlineFactor, j);
    const double margin_s = night.horizon_s * draws.between(table.margin_min, table.margin_max,
                                                            Purpose::DeadlineMargin, j);
    const double due_s = night.tasks.release_s[j] + factor * runtime_s + margin_s;
    night.tasks.deadline_s[j] = std::min(night.horizon_s, rounded(due_s, 1.0 / 60));
    night.tasks.tardiness_weight_per_h[j] = tardiness_weight(draws.uniform(Purpose::Weight, j));
}

}  // namespace

std::vector<Choice> choices_of(const Instance& night, std::size_t j, const UsedClasses& classes,
                               const Draws& draws) {
    const auto& need = night.tasks.need;
    const std::uint32_t accelerators = need[Accelerators][j];
    std::vector<Choice> choices;
    for (std::size_t k = 0; k < classes.size(); ++k) {
        const tables::ServerClass& type = classes[k];
        const bool fits = need[Cores][j] <= type.cores && need[MemoryGib][j] <= type.gib &&
                          accelerators <= type.accelerators;
        const bool chosen = accelerators == 0 || choices.empty() ||
                            draws.uniform(Purpose::ClassAllowed, j, k) < type.accelerator_share;
        if (!fits || !chosen) continue;
        choices.push_back(
            {k, draws.between(type.slowdown_min, type.slowdown_max, Purpose::Slowdown, j, k)});
    }
    return choices;
}

void add_tasks(Instance& night, const NightRecipe& recipe, const UsedClasses& classes,
               const Draws& draws) {
    const auto count = static_cast<std::size_t>(recipe.tasks);
    TaskTable& tasks = night.tasks;
    tasks.deadline_s.assign(count, none);
    tasks.tardiness_weight_per_h.assign(count, 0);
    tasks.work.assign(count, 1);
    tasks.input_bytes.assign(count, 0);
    tasks.pin_start_s.assign(count, none);
    for (auto* column : {&tasks.input_site, &tasks.pin_server, &tasks.pin_level})
        column->assign(count, -1);
    tasks.need.assign(ResourceCount, std::vector<std::uint32_t>(count, 0));
    const Demand demand(night);
    for (std::size_t j = 0; j < count; ++j) {
        tasks.id.push_back(fmt::format("t{:06}", j + 1));
        tasks.frequency_sensitivity.push_back(rounded(
            draws.from(tables::frequency_sensitivity, Purpose::FrequencySensitivity, j), 1000));
        tasks.release_s.push_back(
            arrival_s(draws.uniform(Purpose::Arrival, j), recipe.arrivals, night.horizon_s));
        draw_needs(night, j, demand, draws);
        draw_input(night, j, recipe, draws);
    }
    Stretch stretch(night, classes, draws);
    stretch.meet(recipe.load.value_or(default_load));
    const double load = stretch.load();
    if (recipe.load && std::abs(load - *recipe.load) > 0.01 * *recipe.load)
        throw UsageError(fmt::format(
            "load {} is out of reach: {} tasks on {} servers make a load of {:.2g} when the "
            "longest "
            "takes a quarter of the night; take more tasks, fewer servers or another load",
            *recipe.load, recipe.tasks, recipe.servers, load));
    const double least = stretch.least_load();
    night.notes.push_back(fmt::format(
        "Load: {:.3f} of the scarcest resource{}; runtimes are the trace's times {:.3g}.", load,
        least < load ? fmt::format(", {:.3f} with every task on its fastest class", least) : "",
        stretch.factor()));
    for (std::size_t j = 0; j < count; ++j) {
        const double runtime_s = stretch.runtime_s(j);
        add_runtimes(night, j, runtime_s, classes, draws);
        if (recipe.deadlines != DeadlineKind::None)
            draw_deadline(night, j, runtime_s,
                          recipe.deadlines == DeadlineKind::Tight ? tables::tight_deadlines
                                                                  : tables::loose_deadlines,
                          draws);
    }
}

}  // namespace nightwatt::night_parts
