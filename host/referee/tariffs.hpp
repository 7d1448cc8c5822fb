#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "instance/instance.hpp"

namespace nightwatt::referee {

/// What a joule costs at a site in a slot, and the slot's limits as energy. NaN: no limit.
struct SlotTariff {
    double pue = 1;
    double grid_price = 0;   ///< money per J at the meter: price + carbon price * intensity
    double rate = 0;         ///< money per J of IT load: PUE * grid_price
    double carbon_kg = 0;    ///< per J from the grid
    double renewable_j = 0;  ///< at the meter
    double hard_cap_j = 0;   ///< at the meter
    double soft_cap_j = 0;   ///< at the meter
    double heat_j = 0;       ///< IT
};

/// The tariffs of all sites and slots, with prefix integrals of PUE and rate over time. Moments are
/// in ms; what lies outside the slots is moved to their nearest end.
class Tariffs {
  public:
    explicit Tariffs(const Instance& instance);

    [[nodiscard]] std::size_t slots() const { return slots_; }
    [[nodiscard]] double slot_ms() const { return slot_ms_; }
    [[nodiscard]] double end_ms() const { return slot_ms_ * static_cast<double>(slots_); }
    [[nodiscard]] const SlotTariff& at(std::int32_t site, std::size_t slot) const {
        return tariffs_[static_cast<std::size_t>(site) * slots_ + slot];
    }
    /// A moment on a boundary belongs to the later slot; the end to the last.
    [[nodiscard]] std::size_t slot_of(double moment_ms) const;
    [[nodiscard]] const SlotTariff& at_moment(std::int32_t site, double moment_ms) const {
        return at(site, slot_of(moment_ms));
    }

    /// Money for 1 W of IT load from one moment to another.
    [[nodiscard]] double rate_integral(std::int32_t site, double from_ms, double to_ms) const;
    /// Joules at the meter for 1 W of IT load from one moment to another.
    [[nodiscard]] double pue_integral(std::int32_t site, double from_ms, double to_ms) const;
    /// Largest |rate| of the site, money per J.
    [[nodiscard]] double largest_rate(std::int32_t site) const {
        return largest_rate_[static_cast<std::size_t>(site)];
    }

  private:
    [[nodiscard]] double integral(std::int32_t site, double from_ms, double to_ms,
                                  double SlotTariff::*density,
                                  const std::vector<double>& prefix) const;

    std::size_t slots_ = 0;
    double slot_ms_ = 0;
    std::vector<SlotTariff> tariffs_;
    std::vector<double> rate_prefix_;  ///< [site * (slots + 1) + slot]: integral up to the slot
    std::vector<double> pue_prefix_;
    std::vector<double> largest_rate_;
};

}  // namespace nightwatt::referee
