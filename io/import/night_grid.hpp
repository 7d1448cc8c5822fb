#pragma once

#include "config/import_parameters.hpp"
#include "instance/instance.hpp"
#include "io/import/utc_time.hpp"

namespace nightwatt {

/// The slots of a night: where they start and how many there are.
struct NightGrid {
    UtcSeconds start = 0;
    double slot_s = 0;
    std::size_t slots = 0;

    [[nodiscard]] double horizon_s() const { return slot_s * static_cast<double>(slots); }
};

/// night.start alone. Throws UsageError where it is no moment.
[[nodiscard]] UtcSeconds night_start(const NightParameters& night);

/// Throws UsageError where start is no moment or the horizon no whole number of slots.
[[nodiscard]] NightGrid night_grid(const NightParameters& night);

/// Puts the night's attributes into an instance: horizon, slots, epoch, currency, carbon, energy
/// cap.
void set_night(Instance& instance, const NightParameters& night, const NightGrid& grid);

}  // namespace nightwatt
