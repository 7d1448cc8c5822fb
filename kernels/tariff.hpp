#pragma once

#include "kernels/problem_view.hpp"

namespace nightwatt {

/// floor(a / slot_ms) for a < 2^63 that is no multiple of slot_ms, one less for a multiple, 0 for
/// 0: multiplication with a reciprocal that is a little too small.
HOST_DEVICE inline std::uint64_t slots_before(const ProblemView& p, std::uint64_t a) {
    return static_cast<std::uint64_t>((static_cast<uint128>(a) * p.slot_reciprocal) >> 64) >>
           p.slot_shift;
}

/// Slot that holds moment t_ms, 0 <= t_ms <= horizon; a boundary belongs to the later slot, the
/// horizon to the last one.
HOST_DEVICE inline std::uint32_t slot_of(const ProblemView& p, std::int64_t t_ms) {
    const std::uint64_t slot = slots_before(p, static_cast<std::uint64_t>(t_ms) + 1);
    const std::uint64_t last = p.slot_count - 1;
    return static_cast<std::uint32_t>(slot < last ? slot : last);
}

/// Integral of a site's rate from 0 to t_ms >= 0. Beyond the horizon time costs nothing: no plan
/// that runs there is feasible, and a bounded integral is what the overflow proof needs. On a
/// boundary both slots say the same.
HOST_DEVICE inline std::int64_t rate_integral(const ProblemView& p, const TariffSlot* tariff,
                                              std::int64_t t_ms) {
    const auto t = static_cast<std::uint64_t>(smaller(t_ms, p.horizon_ms));
    const TariffSlot& slot = tariff[slots_before(p, t)];
    // The parts may wrap around; the sum does not.
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(slot.integral_at_0) +
                                     static_cast<std::uint64_t>(slot.rate) * t);
}

/// Rate in force at t_ms.
HOST_DEVICE inline std::int64_t rate_at(const ProblemView& p, const TariffSlot* tariff,
                                        std::int64_t t_ms) {
    return tariff[slot_of(p, smaller(t_ms, p.horizon_ms))].rate;
}

/// Fills in what finding a slot takes.
inline void set_slots(ProblemView& p, std::int64_t slot_ms) {
    p.slot_ms = slot_ms;
    p.slot_shift = 0;
    while (slot_ms >> (p.slot_shift + 1) != 0) ++p.slot_shift;
    // Never 2^64, and a little too small also for a power of two.
    p.slot_reciprocal =
        static_cast<std::uint64_t>(((static_cast<uint128>(1) << (64 + p.slot_shift)) - 1) /
                                   static_cast<std::uint64_t>(slot_ms));
}

}  // namespace nightwatt
