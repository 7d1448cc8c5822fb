#include "battery/cheapest_dispatch.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "battery/cheapest_path.hpp"
#include "kernels/units.hpp"

namespace nightwatt {

namespace {

double nano_per_uj(std::int64_t rate) {
    return std::ldexp(static_cast<double>(rate), -rate_shift);
}

/// The first number of [low, high] that `holds`, as all above it do; high if none does.
template <class Holds>
std::int64_t first_that(std::int64_t low, std::int64_t high, const Holds& holds) {
    while (low < high) {
        const std::int64_t middle = low + (high - low) / 2;
        if (holds(middle))
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/// What a slot charges for the energy n that the battery adds at the meter: slope by slope.
struct SlotPrice {
    struct Step {
        double from_uj;  ///< the slope rises here
        double slope;    ///< by so much
    };
    double rate = 0;  ///< at any n; 0 unless negative
    std::array<Step, 4> steps{};
    double grid_from_uj = 0;  ///< from here on energy comes from the grid
    double least_uj = 0;
    double most_uj = 0;
    std::int64_t room_mw = 0;  ///< the most that the charge and the hard cap allow
};

class Dispatch {
  public:
    Dispatch(const Battery& battery, const BatteryNight& night)
        : battery_(battery),
          night_(night),
          charge_efficiency_(battery.charge_efficiency()),
          discharge_efficiency_(battery.discharge_efficiency()),
          path_({static_cast<double>(battery.start_uj), static_cast<double>(battery.capacity_uj),
                 static_cast<double>(battery.end_uj)}),
          lines_(night.slots) {
        read_prices();
    }

    std::vector<std::int64_t> find() {
        if (peak_price_ == 0) return rounded(path_at(0).change);
        return rounded(path_at(cheapest_peak()).change);
    }

  private:
    void read_prices() {
        const auto slot_ms = static_cast<double>(night_.slot_ms);
        double steepest = 0;
        for (std::uint32_t t = 0; t < night_.slots; ++t) {
            const SlotLimits& limit = night_.limits[t];
            const double slope = (std::fabs(nano_per_uj(night_.tariff[t].rate)) +
                                  nano_per_uj(limit.soft_rate) + nano_per_uj(limit.peak_rate)) /
                                 night_.pue[t];
            steepest = std::max(steepest, slope);
            peak_price_ = std::max(peak_price_, nano_per_uj(limit.peak_rate) / night_.pue[t]);
        }
        const double round_trip = charge_efficiency_ * discharge_efficiency_;
        const double forbidding = 4 * std::max(steepest, 1e-6) / round_trip;
        // Rounding to whole mW may add so much in a slot.
        const double margin_uj = (2 + 2 / round_trip) * slot_ms;
        // What nobody draws is not discharged unless that pays: by a price too small to matter
        // else.
        const double dumped = 1e-9 * steepest;
        for (std::uint32_t t = 0; t < night_.slots; ++t) {
            const SlotLimits& limit = night_.limits[t];
            const double pue = night_.pue[t];
            const double rate = nano_per_uj(night_.tariff[t].rate) / pue;
            const auto room_uj = [&](std::int64_t limit_uj) {
                if (limit_uj == unlimited_uj) return static_cast<double>(INFINITY);
                return static_cast<double>(limit_uj - night_.energy_uj[t]) * pue;
            };
            SlotPrice price;
            price.grid_from_uj = room_uj(limit.renewable_uj);
            double hard_room_uj = room_uj(limit.hard_cap_uj);
            // At rest there is nothing to round.
            hard_room_uj = hard_room_uj < 0 ? hard_room_uj - margin_uj
                                            : std::max(hard_room_uj - margin_uj, 0.0);
            price.rate = std::min(rate, 0.0) - dumped;
            price.steps = {{{std::min(price.grid_from_uj, 0.0), dumped},
                            {price.grid_from_uj, std::max(rate, 0.0)},
                            {room_uj(limit.soft_cap_uj), nano_per_uj(limit.soft_rate) / pue},
                            {hard_room_uj, forbidding}}};
            price.room_mw = static_cast<std::int64_t>(
                std::clamp(hard_room_uj / slot_ms, 0.0, static_cast<double>(battery_.charge_mw)));
            price.most_uj = static_cast<double>(battery_.charge_mw) * slot_ms;
            price.least_uj = rate < 0 ? 0 : -static_cast<double>(battery_.discharge_mw) * slot_ms;
            most_peak_uj_ = std::max(most_peak_uj_, price.most_uj - price.grid_from_uj);
            prices_.push_back(price);
        }
    }

    /// f_t as a function of the level's change, with energy above the peak at the peak's price.
    void make_line(const SlotPrice& price, double peak_uj, ConvexLine& line) const {
        std::array<SlotPrice::Step, 5> steps{};
        std::copy(price.steps.begin(), price.steps.end(), steps.begin());
        steps.back() = {price.grid_from_uj + peak_uj, peak_price_};
        std::sort(steps.begin(), steps.end(),
                  [](const auto& a, const auto& b) { return a.from_uj < b.from_uj; });
        line.begin = price.least_uj / discharge_efficiency_;
        line.value = price.rate * price.least_uj;
        line.pieces.clear();
        double slope = price.rate;
        double at = price.least_uj;
        const auto go_to = [&](double to) {
            if (at < 0) {
                const double until = std::min(to, 0.0);
                line.add(slope * discharge_efficiency_, (until - at) / discharge_efficiency_);
                at = until;
            }
            line.add(slope / charge_efficiency_, (to - at) * charge_efficiency_);
            at = to;
        };
        for (const SlotPrice::Step& step : steps) {
            if (step.from_uj >= price.most_uj || step.slope == 0) continue;
            if (step.from_uj > at) {
                go_to(step.from_uj);
            } else if (step.from_uj < price.least_uj) {
                line.value += step.slope * (price.least_uj - step.from_uj);
            }
            slope += step.slope;
        }
        if (price.most_uj > at) go_to(price.most_uj);
    }

    LevelPath path_at(double peak_uj) {
        for (std::uint32_t t = 0; t < night_.slots; ++t) {
            make_line(prices_[t], peak_uj, lines_[t]);
        }
        return path_.find(lines_);
    }
    double cost_at(double peak_uj) { return path_at(peak_uj).cost + peak_price_ * peak_uj; }

    /// Golden section on a convex function, down to a mW.
    double cheapest_peak() {
        constexpr double golden = 0.6180339887498949;
        double low = 0;
        double high = most_peak_uj_;
        double left = high - golden * high;
        double right = golden * high;
        double at_left = cost_at(left);
        double at_right = cost_at(right);
        while (high - low > static_cast<double>(night_.slot_ms)) {
            if (at_left <= at_right) {
                high = right;
                right = left;
                at_right = at_left;
                left = high - golden * (high - low);
                at_left = cost_at(left);
            } else {
                low = left;
                left = right;
                at_left = at_right;
                right = low + golden * (high - low);
                at_right = cost_at(right);
            }
        }
        return high;
    }

    /// Least level before each slot from which the end is still in reach below the hard caps.
    [[nodiscard]] std::vector<std::int64_t> needed_levels() const {
        std::vector<std::int64_t> needed(night_.slots + 1, battery_.end_uj);
        for (std::uint32_t t = night_.slots; t-- > 0;) {
            const std::int64_t gain_uj = battery_.level_change(prices_[t].room_mw, night_.slot_ms);
            needed[t] = std::max<std::int64_t>(0, needed[t + 1] - gain_uj);
        }
        return needed;
    }

    /// Whole powers along a path of levels, a mW of one slot below it at most where that can be
    /// had: nothing is charged for the sake of what was rounded before.
    [[nodiscard]] std::vector<std::int64_t> rounded(const std::vector<double>& change) const {
        const std::vector<std::int64_t> needed = needed_levels();
        const auto slot_ms = static_cast<double>(night_.slot_ms);
        std::vector<std::int64_t> power_mw(night_.slots);
        std::int64_t level_uj = battery_.start_uj;
        double path_uj = static_cast<double>(battery_.start_uj);
        for (std::uint32_t t = 0; t < night_.slots; ++t) {
            path_uj += change[t];
            const double wanted_uj = path_uj - static_cast<double>(level_uj);
            std::int64_t mw = 0;
            if (wanted_uj > charge_efficiency_ * slot_ms + t + 1) {
                mw = std::min(
                    battery_.charge_mw,
                    static_cast<std::int64_t>(std::ceil(wanted_uj / charge_efficiency_ / slot_ms)));
            } else if (wanted_uj < 0 && prices_[t].least_uj < 0) {
                mw = -std::min(battery_.discharge_mw,
                               static_cast<std::int64_t>(
                                   std::floor(-wanted_uj * discharge_efficiency_ / slot_ms)));
            }
            const auto after_uj = [&](std::int64_t at_mw) {
                return level_uj + battery_.level_change(at_mw, night_.slot_ms);
            };
            while (mw > 0 && after_uj(mw) > battery_.capacity_uj) --mw;
            if (after_uj(mw) < needed[t + 1]) {
                mw = first_that(mw, battery_.charge_mw, [&](std::int64_t at_mw) {
                    return after_uj(at_mw) >= needed[t + 1];
                });
                if (after_uj(mw) > battery_.capacity_uj) --mw;
            }
            power_mw[t] = mw;
            level_uj = after_uj(mw);
        }
        return power_mw;
    }

    const Battery& battery_;
    const BatteryNight& night_;
    double charge_efficiency_;
    double discharge_efficiency_;
    double peak_price_ = 0;  // nano-money per uJ of the highest slot's grid energy
    double most_peak_uj_ = 0;
    std::vector<SlotPrice> prices_;
    CheapestPath path_;
    std::vector<ConvexLine> lines_;
};

}  // namespace

std::vector<std::int64_t> cheapest_dispatch(const Battery& battery, const BatteryNight& night) {
    return Dispatch(battery, night).find();
}

}  // namespace nightwatt
