#include "instance/unpriced.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace nightwatt {

namespace {

bool any(const std::vector<double>& values) {
    return std::any_of(values.begin(), values.end(), [](double value) { return value != 0; });
}

/// Whether anything but a deadline costs money, or earns it.
bool has_prices(const Instance& i) {
    return any(i.series.price_per_kwh) || i.makespan_weight_per_h > 0 ||
           (i.carbon_price_per_kg > 0 && any(i.series.carbon_g_per_kwh)) ||
           any(i.sites.peak_price_per_kw) || any(i.sites.soft_cap_penalty_per_kwh) ||
           any(i.sites.heat_price_per_kwh);
}

}  // namespace

std::vector<std::string> unpriced(const Instance& instance) {
    const TaskTable& tasks = instance.tasks;
    if (tasks.size() == 0 || !instance.benchmark.name.empty()) return {};
    std::size_t free_deadlines = 0;
    std::size_t idle_weights = 0;
    std::size_t priced_deadlines = 0;
    for (std::size_t j = 0; j < tasks.size(); ++j) {
        const bool due = !std::isnan(tasks.deadline_s[j]);
        const bool weighed = tasks.tardiness_weight_per_h[j] > 0;
        free_deadlines += due && !weighed ? 1 : 0;
        idle_weights += weighed && !due ? 1 : 0;
        priced_deadlines += due && weighed ? 1 : 0;
    }
    std::vector<std::string> sentences;
    if (free_deadlines > 0) {
        sentences.push_back(
            free_deadlines == 1
                ? "1 deadline has no tardiness_weight_per_h: missing it costs nothing"
                : fmt::format("{} deadlines have no tardiness_weight_per_h: missing them costs "
                              "nothing",
                              free_deadlines));
    }
    if (idle_weights > 0) {
        sentences.push_back(fmt::format(
            "{} a tardiness_weight_per_h, but no deadline_s: it has no effect",
            idle_weights == 1 ? "1 task has" : fmt::format("{} tasks have", idle_weights)));
    }
    if (priced_deadlines == 0 && !has_prices(instance)) {
        sentences.emplace_back(
            "nothing costs anything: prices of energy and carbon, deadlines and charges are all 0");
    }
    return sentences;
}

}  // namespace nightwatt
