#pragma once

#include <cstdint>

#include "kernels/host_device.hpp"

namespace nightwatt {

/// The planner's units. Time: int64 milliseconds (`_ms`), runtimes uint32. Power: uint32 milliwatts
/// (`_mw`). Energy: int64 microjoules (`_uj`) = mW * ms. Money: int64 billionths of the currency
/// (`_nano`). A rate is money per energy as a fixed-point integer: nano-money per microjoule
/// times 2^rate_shift. A tardiness or makespan weight is nano-money per millisecond times
/// 2^weight_shift. Sums of such integers do not depend on their order.
inline constexpr int rate_shift = 40;
inline constexpr int weight_shift = 24;
inline constexpr double nano_per_money = 1e9;
inline constexpr double uj_per_kwh = 3.6e12;
inline constexpr double ms_per_hour = 3.6e6;

__extension__ using int128 = __int128;
__extension__ using uint128 = unsigned __int128;

/// round(a * b / 2^shift), halves upwards; the caller's overflow proof guarantees that it fits.
HOST_DEVICE inline std::int64_t multiply_shift(std::int64_t a, std::int64_t b, int shift) {
    return static_cast<std::int64_t>(
        (static_cast<int128>(a) * b + (static_cast<int128>(1) << (shift - 1))) >> shift);
}

/// Money for an amount of energy at a rate, or for a power over an integral of the rate.
HOST_DEVICE inline std::int64_t priced(std::int64_t amount, std::int64_t rate) {
    return multiply_shift(amount, rate, rate_shift);
}

/// Money for a time at a weight.
HOST_DEVICE inline std::int64_t weighted(std::int64_t time_ms, std::int64_t weight) {
    return multiply_shift(time_ms, weight, weight_shift);
}

/// Nano-money for a millisecond at a weight.
HOST_DEVICE inline double per_ms(std::int64_t weight) {
    return static_cast<double>(weight) / (1 << weight_shift);
}

HOST_DEVICE inline std::int64_t larger(std::int64_t a, std::int64_t b) {
    return a > b ? a : b;
}
HOST_DEVICE inline std::int64_t smaller(std::int64_t a, std::int64_t b) {
    return a < b ? a : b;
}

}  // namespace nightwatt
