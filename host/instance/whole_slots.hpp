#pragma once

#include <cmath>
#include <cstdint>
#include <optional>

namespace nightwatt {

/// The slots that a night is cut into.
struct WholeSlots {
    std::int64_t slot_ms = 0;
    std::int64_t count = 0;

    [[nodiscard]] double slot_s() const { return static_cast<double>(slot_ms) / 1e3; }
    [[nodiscard]] double horizon_s() const { return slot_s() * static_cast<double>(count); }
};

/// Nothing, where the night is no whole number of slots or a slot no whole number of milliseconds.
/// Lengths count in milliseconds: 4.1 h are 41 slots of 6 minutes, though 4.1 * 60 / 6 is not 41.
inline std::optional<WholeSlots> whole_slots(double hours, double slot_minutes) {
    constexpr double rounding_ms = 1e-3;
    const double night_ms = hours * 3.6e6;
    const double exact_slot_ms = slot_minutes * 6e4;
    const WholeSlots slots{std::llround(exact_slot_ms), 0};
    if (std::abs(exact_slot_ms - std::round(exact_slot_ms)) > rounding_ms || slots.slot_ms < 1 ||
        std::abs(night_ms - std::round(night_ms)) > rounding_ms) {
        return std::nullopt;
    }
    const std::int64_t whole_ms = std::llround(night_ms);
    if (whole_ms < slots.slot_ms || whole_ms % slots.slot_ms != 0) return std::nullopt;
    return WholeSlots{slots.slot_ms, whole_ms / slots.slot_ms};
}

}  // namespace nightwatt
