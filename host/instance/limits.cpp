#include "instance/limits.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "instance/site_rates.hpp"
#include "instance/task_places.hpp"

namespace nightwatt {

namespace {

// The planner's powers are whole mW, its times whole ms: what a task draws may be so much less.
constexpr double rounding_w = 1e-3;
constexpr double rounding_s = 1e-3;

double least_draw_w(double power_w) {
    return std::max(0.0, power_w - rounding_w);
}

/// The hard cap of each slot of a site, in W of IT power, battery included; empty: none.
struct SiteCap {
    std::vector<double> it_w;
    double least_w = std::numeric_limits<double>::infinity();
};

std::vector<SiteCap> site_caps(const Instance& instance) {
    const SiteRates rates(instance);
    std::vector<double> battery_w(instance.sites.size(), 0);
    for (std::size_t row = 0; row < instance.batteries.size(); ++row) {
        battery_w[static_cast<std::size_t>(instance.batteries.site[row])] =
            instance.batteries.discharge_w[row];
    }
    std::vector<SiteCap> caps(instance.sites.size());
    const std::size_t slots = instance.slots();
    for (std::size_t row = 0; row < instance.series.size(); ++row) {
        const double cap_w = instance.series.hard_cap_w[row];
        if (std::isnan(cap_w)) continue;
        SiteCap& cap = caps[row / slots];
        cap.it_w.resize(slots, std::numeric_limits<double>::infinity());
        cap.it_w[row % slots] =
            (cap_w + battery_w[row / slots]) / rates.pue[row] * (1 + 1e-9) + rounding_w;
        cap.least_w = std::min(cap.least_w, cap.it_w[row % slots]);
    }
    return caps;
}

/// A constant draw of `run_s` beside the caps of a site.
class Draw {
  public:
    Draw(const SiteCap& cap, double slot_s, double run_s, double power_w)
        : slot_s_(slot_s), run_s_(run_s) {
        for (const double cap_w : cap.it_w) {
            allowed_s_.push_back(cap_w < power_w ? slot_s * cap_w / power_w : INFINITY);
        }
    }

    /// Whether it fits from a moment in [first_s, last_s] on. The moments that fit are intervals;
    /// each begins at the first, or where a slot has just become short enough.
    [[nodiscard]] bool fits(double first_s, double last_s) const {
        if (first_s > last_s) return false;
        if (fits_from(first_s)) return true;
        const auto slot = static_cast<std::size_t>(first_s / slot_s_);
        for (std::size_t t = slot; t < allowed_s_.size(); ++t) {
            const double start_s = static_cast<double>(t + 1) * slot_s_ - allowed_s_[t];
            if (start_s > last_s) continue;
            if (start_s > first_s && fits_from(start_s)) return true;
        }
        return false;
    }

  private:
    [[nodiscard]] bool fits_from(double start_s) const {
        const double end_s = start_s + run_s_;
        for (auto t = static_cast<std::size_t>(start_s / slot_s_); t < allowed_s_.size(); ++t) {
            const double from_s = static_cast<double>(t) * slot_s_;
            if (from_s >= end_s) break;
            const double inside_s = std::min(end_s, from_s + slot_s_) - std::max(start_s, from_s);
            if (inside_s > allowed_s_[t] + rounding_s) return false;
        }
        return true;
    }

    double slot_s_;
    double run_s_;
    std::vector<double> allowed_s_;  ///< [slot]: how long it may last in there
};

}  // namespace

std::vector<std::size_t> above_hard_caps(const Instance& instance, std::size_t most) {
    std::vector<std::size_t> found;
    const std::vector<SiteCap> caps = site_caps(instance);
    TaskPlaces(instance).for_each_task([&](std::size_t j, const std::vector<TaskPlace>& places) {
        if (found.size() == most || places.empty()) return;
        const bool fits = std::any_of(places.begin(), places.end(), [&](const TaskPlace& at) {
            const SiteCap& cap = caps[at.site];
            const double power_w = least_draw_w(at.power_w) + least_draw_w(at.place->idle_w);
            if (cap.it_w.empty() || power_w <= cap.least_w) return true;
            double first_s = static_cast<double>(std::max(at.ready_ms, at.place->first_start_ms));
            first_s /= 1e3;
            double last_s = static_cast<double>(at.place->close_ms) / 1e3 - at.run_s + rounding_s;
            if (!std::isnan(instance.tasks.pin_start_s[j])) {
                first_s = last_s = instance.tasks.pin_start_s[j];
            }
            return Draw(cap, instance.slot_s, at.run_s, power_w).fits(first_s, last_s);
        });
        if (!fits) found.push_back(j);
    });
    return found;
}

double least_energy_kwh(const Instance& instance) {
    const SiteRates rates(instance);
    const auto slots = static_cast<std::ptrdiff_t>(instance.slots());
    std::vector<double> least_pue;
    for (auto pue = rates.pue.begin(); pue != rates.pue.end(); pue += slots) {
        least_pue.push_back(*std::min_element(pue, pue + slots));
    }
    // What runs beside each other on a server never holds more of a resource than there is, so its
    // shares of the idle power never add up to more than that. True for each resource alone.
    std::vector<double> least_j(instance.resources.size(), 0);
    TaskPlaces(instance).for_each_task([&](std::size_t j, const std::vector<TaskPlace>& places) {
        for (std::size_t r = 0; r < least_j.size(); ++r) {
            const double need = instance.tasks.need[r][j];
            double of_task_j = std::numeric_limits<double>::infinity();
            for (const TaskPlace& at : places) {
                const double idle_w = need > 0 ? need * at.place->idle_w_per_unit[r] : 0;
                const double run_s = std::max(0.0, at.run_s - rounding_s);
                of_task_j = std::min(
                    of_task_j, least_pue[at.site] * run_s * (least_draw_w(at.power_w) + idle_w));
            }
            if (std::isfinite(of_task_j)) least_j[r] += of_task_j;
        }
    });
    return *std::max_element(least_j.begin(), least_j.end()) / 3.6e6;
}

}  // namespace nightwatt
