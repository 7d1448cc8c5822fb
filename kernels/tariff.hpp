#pragma once

#include "kernels/problem_view.hpp"

namespace nightwatt {

/// Slot that holds moment t_ms, 0 <= t_ms <= horizon; a boundary belongs to the later slot, the
/// horizon to the last one. Division by multiplication with a reciprocal rounded down: the quotient
/// is at most one too small.
HOST_DEVICE inline std::uint32_t slot_of(const ProblemView& p, std::int64_t t_ms) {
    const auto t = static_cast<std::uint64_t>(t_ms);
    auto slot = static_cast<std::uint64_t>((static_cast<uint128>(t) * p.slot_reciprocal) >> 64);
    slot +=
        t - slot * static_cast<std::uint64_t>(p.slot_ms) >= static_cast<std::uint64_t>(p.slot_ms)
            ? 1u
            : 0u;
    const std::uint64_t last = p.slot_count - 1;
    return static_cast<std::uint32_t>(slot < last ? slot : last);
}

/// Integral of a site's rate from 0 to t_ms. Beyond the horizon time costs nothing: no plan that
/// runs there is feasible, and a bounded integral is what the overflow proof needs.
HOST_DEVICE inline std::int64_t rate_integral(const ProblemView& p, const TariffSlot* tariff,
                                              std::int64_t t_ms) {
    const std::int64_t t = smaller(t_ms, p.horizon_ms);
    const std::uint32_t slot = slot_of(p, t);
    return tariff[slot].integral + tariff[slot].rate * (t - p.slot_ms * slot);
}

/// Rate in force at t_ms.
HOST_DEVICE inline std::int64_t rate_at(const ProblemView& p, const TariffSlot* tariff,
                                        std::int64_t t_ms) {
    return tariff[slot_of(p, smaller(t_ms, p.horizon_ms))].rate;
}

}  // namespace nightwatt
