#include "referee/batteries.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "referee/rounding.hpp"
#include "referee/units.hpp"

namespace nightwatt::referee {

namespace {

/// The planner's efficiencies are multiples of 2^-30, its levels whole uJ.
constexpr double gain_step = 0x1p-30;
constexpr double level_step_j = 1e-6;

/// What must be left at the end. Powers are whole milliwatts: a battery may stay short of full by
/// what one of them stores in a slot.
double least_end_j(const Case& c, std::size_t row) {
    constexpr double power_step_w = 1e-3;
    const BatteryTable& table = c.instance.batteries;
    const double step_j =
        power_step_w * c.tariffs.slot_ms() / 1e3 * table.charge_efficiency[row] + 2 * level_step_j;
    return std::min(table.end_wh[row] * joules_per_wh,
                    table.capacity_wh[row] * joules_per_wh - step_j);
}

/// One battery, slot by slot.
class BatteryNight {
  public:
    BatteryNight(Case& c, SeriesKind series, std::size_t row)
        : c_(c),
          series_(series),
          site_(c.instance.batteries.site[row]),
          capacity_j_(c.instance.batteries.capacity_wh[row] * joules_per_wh),
          end_j_(least_end_j(c, row)),
          charge_w_(c.instance.batteries.charge_w[row]),
          discharge_w_(c.instance.batteries.discharge_w[row]),
          charge_efficiency_(c.instance.batteries.charge_efficiency[row]),
          discharge_efficiency_(c.instance.batteries.discharge_efficiency[row]),
          level_j_(c.instance.batteries.start_wh[row] * joules_per_wh),
          doubt_j_(4 * level_step_j + double_steps * capacity_j_) {}

    BatterySlot follow(std::size_t slot, double power_w) {
        const double slot_s = c_.tariffs.slot_ms() / 1e3;
        check_power(slot, power_w);
        BatterySlot use;
        use.charged_j = std::max(0.0, power_w) * slot_s;
        use.offered_j = std::max(0.0, -power_w) * slot_s;
        const double gained_j = use.charged_j * charge_efficiency_;
        const double taken_j = use.offered_j / discharge_efficiency_;
        use.lost_j = use.charged_j - gained_j + taken_j - use.offered_j;
        level_j_ += gained_j - taken_j;
        if (use.in_use()) {
            doubt_j_ += use.charged_j * gain_step + taken_j * gain_step / discharge_efficiency_ +
                        2 * level_step_j + double_steps * (gained_j + taken_j);
        }
        check_level(slot);
        use.level_j = level_j_;
        return use;
    }

    void check_end() const {
        if (level_j_ >= end_j_ - doubt_j_) return;
        c_.violations.add("battery end level", [&] {
            return fmt::format("the battery of site {} ends at {:.6g} Wh, but must hold {:.6g} Wh.",
                               c_.site_name(site_), level_j_ / joules_per_wh,
                               end_j_ / joules_per_wh);
        });
    }

  private:
    [[nodiscard]] std::string slot_text(std::size_t slot) const {
        return moment_text(static_cast<double>(slot) * c_.tariffs.slot_ms());
    }

    void check_power(std::size_t slot, double power_w) const {
        const double most_w = power_w > 0 ? charge_w_ : discharge_w_;
        const double size_w = std::abs(power_w);
        if (size_w > most_w * (1 + double_steps)) {
            c_.violations.add("battery power", [&] {
                return fmt::format(
                    "the battery of site {} {} {:.6g} W in the slot from {}, but can {:.6g} W.",
                    c_.site_name(site_), power_w > 0 ? "takes" : "gives", size_w, slot_text(slot),
                    most_w);
            });
        }
        if (power_w >= 0 || series_ == SeriesKind::Happened) return;
        // A rate that the planner may round to zero is none.
        if (c_.tariffs.at(site_, slot).rate >= -rate_step) return;
        c_.violations.add("battery at a negative rate", [&] {
            return fmt::format(
                "the battery of site {} gives {:.6g} W in the slot from {}, whose rate is "
                "negative.",
                c_.site_name(site_), size_w, slot_text(slot));
        });
    }

    void check_level(std::size_t slot) const {
        if (level_j_ >= -doubt_j_ && level_j_ <= capacity_j_ + doubt_j_) return;
        c_.violations.add("battery level", [&] {
            return fmt::format(
                "the battery of site {} would hold {:.6g} Wh at the end of the slot from {}, but "
                "holds from 0 to {:.6g} Wh.",
                c_.site_name(site_), level_j_ / joules_per_wh, slot_text(slot),
                capacity_j_ / joules_per_wh);
        });
    }

    Case& c_;
    SeriesKind series_;
    std::int32_t site_;
    double capacity_j_;
    double end_j_;
    double charge_w_;
    double discharge_w_;
    double charge_efficiency_;
    double discharge_efficiency_;
    double level_j_;
    double doubt_j_;  ///< how far the planner's level may be from this one
};

}  // namespace

std::vector<BatterySlot> use_batteries(Case& c, SeriesKind series) {
    const std::size_t slots = c.tariffs.slots();
    const std::vector<std::int64_t>& power_mw = c.plan.battery_mw;
    std::vector<BatterySlot> uses(c.instance.sites.size() * slots);
    std::vector<bool> has_battery(c.instance.sites.size(), false);
    for (std::size_t row = 0; row != c.instance.batteries.size(); ++row) {
        const auto site = static_cast<std::size_t>(c.instance.batteries.site[row]);
        has_battery[site] = true;
        BatteryNight battery(c, series, row);
        for (std::size_t slot = 0; slot != slots; ++slot) {
            const std::size_t at = site * slots + slot;
            const double power_w = power_mw.empty() ? 0.0 : static_cast<double>(power_mw[at]) / 1e3;
            uses[at] = battery.follow(slot, power_w);
        }
        battery.check_end();
    }
    for (std::size_t at = 0; at != power_mw.size(); ++at) {
        if (power_mw[at] == 0 || has_battery[at / slots]) continue;
        c.violations.add("battery", [&] {
            return fmt::format("site {} uses a battery, but has none.",
                               c.site_name(static_cast<std::int32_t>(at / slots)));
        });
    }
    return uses;
}

}  // namespace nightwatt::referee
