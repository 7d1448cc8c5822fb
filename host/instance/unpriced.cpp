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

void DeadlineCounts::add(const TaskTable& some) {
    tasks += some.size();
    for (std::size_t j = 0; j < some.size(); ++j) {
        const bool due = !std::isnan(some.deadline_s[j]);
        const bool has_weight = some.tardiness_weight_per_h[j] > 0;
        unweighed += due && !has_weight ? 1 : 0;
        idle += has_weight && !due ? 1 : 0;
        weighed += due && has_weight ? 1 : 0;
    }
}

std::vector<std::string> unpriced(const Instance& instance) {
    DeadlineCounts counts;
    counts.add(instance.tasks);
    return unpriced(instance, counts);
}

std::vector<std::string> unpriced(const Instance& frame, const DeadlineCounts& counts) {
    if (counts.tasks == 0 || !frame.benchmark.name.empty()) return {};
    std::vector<std::string> sentences;
    if (counts.unweighed > 0) {
        sentences.push_back(
            counts.unweighed == 1
                ? "1 deadline has no tardiness_weight_per_h: missing it costs nothing"
                : fmt::format("{} deadlines have no tardiness_weight_per_h: missing them costs "
                              "nothing",
                              counts.unweighed));
    }
    if (counts.idle > 0) {
        sentences.push_back(fmt::format(
            "{} a tardiness_weight_per_h, but no deadline_s: it has no effect",
            counts.idle == 1 ? "1 task has" : fmt::format("{} tasks have", counts.idle)));
    }
    if (counts.weighed == 0 && !has_prices(frame)) {
        sentences.emplace_back(
            "nothing costs anything: prices of energy and carbon, deadlines and charges are all 0");
    }
    return sentences;
}

}  // namespace nightwatt
