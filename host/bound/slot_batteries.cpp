#include <algorithm>
#include <cmath>

#include "bound/slot_terms.hpp"

namespace nightwatt {

/// The least over net energies e of what comes from outside the site, less price * e. A battery
/// makes e less than 0 where it offers more than is needed.
SlotTerms::Least SlotTerms::least_net(const std::vector<double>& x, std::size_t site, std::size_t t,
                                      double price) const {
    const Slot& slot = slots_[site * layout_.slots + t];
    const double peak = x[layout_.peak(site, t)] * slot.peak;
    Least best;
    bool first = true;
    for (const double e :
         {batteries_[site]->least_added_uj(t), 0.0, slot.renewable, slot.soft_cap, slot.hard_cap}) {
        if (!(e <= slot.hard_cap) || std::isinf(e)) continue;
        const double paid = slot.rate * (e - std::min(e, slot.renewable));
        const double soft = slot.soft * std::max(e - slot.soft_cap, 0.0);
        const double grid = std::max(e - slot.renewable, 0.0);
        const double value = paid - price * e + soft + peak * grid;
        best.size = std::max(
            best.size, (2 * std::fabs(slot.rate) + std::fabs(price) + peak) * std::fabs(e) + soft);
        if (first || value < best.value) {
            best.value = value;
            best.net_uj = e;
        }
        first = false;
    }
    return best;
}

/// With e = E + b, b what the battery takes, and a price of b in every slot, the terms fall apart:
///
///   min over e of f(e) - price * e  +  min over E of h(E) + (price - dual) * E  +  min over b of
///   price * b
///
/// f: rate, soft cap, peak; h: heat and energy cap, which E alone decides. The second is finite
/// from dual - cap on, where its least is all the heat's credit, and 0 from the heat's rate above
/// that on, linear between them. Of these two and the slopes of f between them, where the sum
/// bends, the best one of a slot is taken.
SlotTerms::SiteLeast SlotTerms::site_least_with_battery(const std::vector<double>& x,
                                                        std::size_t site, double below) const {
    SiteLeast sum;
    std::vector<double> price(layout_.slots);
    struct Range {
        double least, most;
    };
    std::vector<Range> drawn_uj(layout_.slots);  // every E that is the least at the price
    for (std::size_t t = 0; t < layout_.slots; ++t) {
        const Slot& slot = slots_[site * layout_.slots + t];
        const double plain = dual(x, site, t) - below / 2 - x[layout_.cap()] * slot.pue;
        const double with_heat = plain + slot.heat;
        double grid = -below / 2;
        if (std::isfinite(slot.renewable)) grid += slot.rate + x[layout_.peak(site, t)] * slot.peak;
        const double steepest = std::isfinite(slot.soft_cap) ? grid + slot.soft : grid;
        const double most =
            std::isfinite(slot.hard_cap) ? with_heat : std::min(with_heat, steepest);
        Least best;
        best.value = -INFINITY;
        const auto try_price = [&](double at) {
            Least other = least_net(x, site, t, at);
            if (at < with_heat) {
                other.value -= (with_heat - at) * slot.heat_demand;
                other.size += (std::fabs(with_heat) + std::fabs(at)) * slot.heat_demand;
            }
            if (!(other.value > best.value)) return;
            best = other;
            price[t] = at;
            drawn_uj[t] = {at < with_heat ? slot.heat_demand : 0,
                           at > plain ? slot.heat_demand : INFINITY};
        };
        const bool all_heat = std::isfinite(slot.heat_demand);
        if (all_heat) try_price(plain);
        const double soft = std::isfinite(slot.soft_cap) ? slot.soft - below / 2 : 0;
        for (const double at : {0.0, soft, grid, steepest}) {
            if (all_heat && plain < at && at < with_heat && at <= most) try_price(at);
        }
        if (!all_heat || (slot.heat > 0 && with_heat <= most)) try_price(with_heat);
        sum.slots.push_back(best);
    }
    const BatteryTerms::Least battery = batteries_[site]->least(price);
    sum.battery_value = battery.value;
    sum.battery_size = battery.size;
    for (std::size_t t = 0; t < layout_.slots; ++t) {
        Least& slot = sum.slots[t];
        slot.drawn_uj =
            std::clamp(slot.net_uj - battery.at_uj[t], drawn_uj[t].least, drawn_uj[t].most);
    }
    return sum;
}

}  // namespace nightwatt
