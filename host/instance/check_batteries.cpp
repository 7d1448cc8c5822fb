#include <set>

#include "instance/check_parts.hpp"
#include "instance/in_quotes.hpp"
#include "instance/site_rates.hpp"

namespace nightwatt {

namespace {

/// Below it a battery is a heater; the planner's integers need some limit.
constexpr double least_efficiency = 0.01;
constexpr double max_capacity_wh = 1e9;
constexpr double max_battery_w = 1e9;

class BatteryCheck {
  public:
    BatteryCheck(const Instance& instance, CheckProblems& problems)
        : instance_(instance), table_(instance.batteries), problems_(problems) {}

    void check(std::size_t row) {
        at_most(row, "capacity_wh", table_.capacity_wh[row], max_capacity_wh);
        at_most(row, "charge_w", table_.charge_w[row], max_battery_w);
        at_most(row, "discharge_w", table_.discharge_w[row], max_battery_w);
        check_efficiency(row, "charge_efficiency", table_.charge_efficiency[row]);
        check_efficiency(row, "discharge_efficiency", table_.discharge_efficiency[row]);
        const double capacity_wh = table_.capacity_wh[row];
        check_level(row, "start_wh", table_.start_wh[row], capacity_wh);
        if (!check_level(row, "end_wh", table_.end_wh[row], capacity_wh)) return;
        const double gain_wh =
            table_.charge_w[row] * table_.charge_efficiency[row] * instance_.horizon_s / 3600;
        const double reach_wh = table_.start_wh[row] + gain_wh;
        if (table_.end_wh[row] <= reach_wh) return;
        problems_.add("end level of a battery",
                      "{}: site {} cannot reach {} Wh by the end: from {} Wh, charged all night at "
                      "{} W, it reaches {:.6g} Wh",
                      value_place("batteries", "end_wh", row), site(row), table_.end_wh[row],
                      table_.start_wh[row], table_.charge_w[row], reach_wh);
    }

  private:
    [[nodiscard]] std::string site(std::size_t row) const {
        return in_quotes(instance_.sites.id[static_cast<std::size_t>(table_.site[row])]);
    }
    void at_most(std::size_t row, std::string_view column, double value, double most) {
        if (value <= most) return;
        problems_.add("size of a battery", "{}: is {}; at most {} can be held",
                      value_place("batteries", column, row), value, most);
    }
    void check_efficiency(std::size_t row, std::string_view column, double value) {
        if (value >= least_efficiency) return;
        problems_.add("efficiency of a battery", "{}: is {}; must be from {} to 1",
                      value_place("batteries", column, row), value, least_efficiency);
    }
    bool check_level(std::size_t row, std::string_view column, double level_wh,
                     double capacity_wh) {
        if (level_wh <= capacity_wh) return true;
        problems_.add("level of a battery",
                      "{}: is {} Wh, more than the capacity of {} Wh at site {}",
                      value_place("batteries", column, row), level_wh, capacity_wh, site(row));
        return false;
    }

    const Instance& instance_;
    const BatteryTable& table_;
    CheckProblems& problems_;
};

/// Energy at the meter must be worth some IT energy.
void check_pue(const Instance& instance, CheckProblems& problems) {
    constexpr double least_pue = 0.1;
    const SiteRates rates(instance);
    std::set<std::int32_t> sites(instance.batteries.site.begin(), instance.batteries.site.end());
    for (std::size_t row = 0; row < rates.pue.size(); ++row) {
        if (rates.pue[row] >= least_pue || !sites.contains(instance.series.site[row])) continue;
        problems.add(
            "PUE of a battery's site",
            "{}: gives site {} a PUE of {}; with a battery it must be at least {}",
            value_place("series", "temperature_c", row),
            in_quotes(instance.sites.id[static_cast<std::size_t>(instance.series.site[row])]),
            rates.pue[row], least_pue);
    }
}

}  // namespace

void check_batteries(const Instance& instance, CheckProblems& problems) {
    if (!problems.none_of({"/batteries/", "horizon_s"})) return;
    BatteryCheck battery(instance, problems);
    std::set<std::int32_t> seen;
    for (std::size_t row = 0; row < instance.batteries.size(); ++row) {
        const std::int32_t site = instance.batteries.site[row];
        if (!seen.insert(site).second) {
            problems.add("batteries", "{}: site {} has a battery in an earlier row already",
                         value_place("batteries", "site", row),
                         in_quotes(instance.sites.id[static_cast<std::size_t>(site)]));
        }
        battery.check(row);
    }
    if (!seen.empty() && problems.empty()) check_pue(instance, problems);
}

}  // namespace nightwatt
