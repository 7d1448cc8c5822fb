#include "generate/night_load.hpp"

#include <algorithm>

namespace nightwatt::night_parts {

namespace {

namespace tables = night_tables;

constexpr double longest_run = 0.25;  ///< of the horizon, on the fastest class allowed

/// Longest runtime before a class's slowdown: every task finds a class on which it runs no longer
/// than longest_run.
double longest_runtime_s(const Instance& night, const UsedClasses& classes) {
    double plain = INFINITY;
    double accelerated = INFINITY;
    for (std::size_t k = 0; k < classes.size(); ++k) {
        plain = std::min(plain, classes[k].slowdown_max);
        if (classes[k].accelerators > 0)
            accelerated = std::min(accelerated, classes[k].slowdown_max);
    }
    const double slowdown = std::isfinite(accelerated) ? std::max(plain, accelerated) : plain;
    return longest_run * night.horizon_s / slowdown;
}

}  // namespace

std::array<double, ResourceCount> total_capacity(const Instance& night) {
    std::array<double, ResourceCount> total{};
    for (std::size_t r = 0; r < ResourceCount; ++r)
        for (const std::uint32_t capacity : night.servers.capacity[r]) total[r] += capacity;
    return total;
}

Stretch::Stretch(const Instance& night, const UsedClasses& classes, const Draws& draws)
    : night_(night), draws_(draws), longest_s_(longest_runtime_s(night, classes)) {
    for (std::size_t j = 0; j < night.tasks.size(); ++j) {
        double least = INFINITY;
        for (const Choice& choice : choices_of(night, j, classes, draws))
            least = std::min(least, choice.slowdown);
        fastest_.push_back(least);
    }
    set(1);
}

void Stretch::set(double factor) {
    factor_ = factor;
    kept_ = probability_at(tables::runtime_s, longest_s_ / factor);
}

double Stretch::runtime_s(std::size_t j) const {
    const double u = draws_.uniform(Purpose::Runtime, j) * kept_;
    return std::max(1.0, rounded(factor_ * value_at(tables::runtime_s, u), 1000));
}

double Stretch::load_at(double least_slowdown) const {
    std::array<double, ResourceCount> demand{};
    for (std::size_t j = 0; j < night_.tasks.size(); ++j) {
        const double run_s = runtime_s(j) * std::max(least_slowdown, fastest_[j]);
        for (std::size_t r = 0; r < ResourceCount; ++r)
            demand[r] += night_.tasks.need[r][j] * run_s;
    }
    const auto capacity = total_capacity(night_);
    double highest = 0;
    for (std::size_t r = 0; r < ResourceCount; ++r)
        if (capacity[r] > 0)
            highest = std::max(highest, demand[r] / (capacity[r] * night_.horizon_s));
    return highest;
}

void Stretch::meet(double load_wanted) {
    double low = 1.0 / 1024;
    double high = longest_s_ / value_at(tables::runtime_s, 0.05);
    for (int step = 0; step < 40; ++step) {
        const double middle = (low + high) / 2;
        set(middle);
        (load() < load_wanted ? low : high) = middle;
    }
}

}  // namespace nightwatt::night_parts
