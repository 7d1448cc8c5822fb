#include "referee/slot_energy.hpp"

#include <algorithm>
#include <cmath>

#include "referee/sum.hpp"

namespace nightwatt::referee {

namespace {

/// A change of a site's power.
struct Step {
    double at_ms;
    double power_w;
    double rounding_w;
    Use use;
    bool begins;
};

/// Sum of the powers drawn for one use. Exactly zero while nothing draws.
struct Level {
    Sum power_w;
    std::int64_t draws = 0;

    void take(double power, bool begins) {
        draws += begins ? 1 : -1;
        power_w.add(begins ? power : -power);
        if (draws == 0) power_w = Sum();
    }
    [[nodiscard]] double value() const { return draws == 0 ? 0.0 : power_w.value(); }
};

class SiteMeter {
  public:
    SiteMeter(const Tariffs& tariffs, SlotEnergy* slots) : tariffs_(tariffs), slots_(slots) {}

    void take(const Step& step) {
        advance_to(step.at_ms);
        levels_[static_cast<std::size_t>(step.use)].take(step.power_w, step.begins);
        rounding_.take(step.rounding_w, step.begins);
    }

  private:
    void advance_to(double moment_ms) {
        while (now_ms_ < moment_ms) {
            if (rounding_.draws == 0) {
                now_ms_ = moment_ms;
                return;
            }
            const std::size_t slot = tariffs_.slot_of(now_ms_);
            const double slot_end = static_cast<double>(slot + 1) * tariffs_.slot_ms();
            const double until = std::min(moment_ms, slot_end);
            const double seconds = (until - now_ms_) / 1e3;
            for (std::size_t use = 0; use != uses; ++use) {
                slots_[slot].by_use_j[use] += levels_[use].value() * seconds;
            }
            slots_[slot].doubt_j += rounding_.value() * seconds;
            now_ms_ = until;
        }
    }

    const Tariffs& tariffs_;
    SlotEnergy* slots_;
    double now_ms_ = 0;
    std::array<Level, uses> levels_;
    Level rounding_;  ///< of every draw, whatever its use
};

void add_pulse(const Tariffs& tariffs, const Pulse& pulse, SlotEnergy* slots) {
    const std::size_t slot = tariffs.slot_of(pulse.moment_ms);
    slots[slot].by_use_j[static_cast<std::size_t>(Use::Wake)] += pulse.energy_j;
    slots[slot].doubt_j += pulse.rounding_j;
    const std::size_t early = tariffs.slot_of(pulse.moment_ms - pulse.moment_rounding_ms);
    const std::size_t late = tariffs.slot_of(pulse.moment_ms + pulse.moment_rounding_ms);
    if (early == late) return;
    slots[early].doubt_j += pulse.energy_j;
    slots[late].doubt_j += pulse.energy_j;
}

}  // namespace

std::vector<SlotEnergy> integrate(const Case& c, const Draws& draws) {
    const Tariffs& tariffs = c.tariffs;
    const std::size_t sites = c.instance.sites.size();
    std::vector<SlotEnergy> energy(sites * tariffs.slots());
    std::vector<std::vector<Step>> steps(sites);
    for (const Draw& draw : draws.draws) {
        const double from = std::clamp(draw.from_ms, 0.0, tariffs.end_ms());
        const double to = std::clamp(draw.to_ms, 0.0, tariffs.end_ms());
        if (to <= from) continue;
        auto& of_site = steps[static_cast<std::size_t>(draw.site)];
        of_site.push_back({from, draw.power_w, draw.rounding_w, draw.use, true});
        of_site.push_back({to, draw.power_w, draw.rounding_w, draw.use, false});
    }
    for (std::size_t site = 0; site != sites; ++site) {
        std::sort(steps[site].begin(), steps[site].end(),
                  [](const Step& a, const Step& b) { return a.at_ms < b.at_ms; });
        SiteMeter meter(tariffs, &energy[site * tariffs.slots()]);
        for (const Step& step : steps[site]) meter.take(step);
        steps[site] = {};
    }
    for (const Pulse& pulse : draws.pulses) {
        add_pulse(tariffs, pulse, &energy[static_cast<std::size_t>(pulse.site) * tariffs.slots()]);
    }
    return energy;
}

}  // namespace nightwatt::referee
