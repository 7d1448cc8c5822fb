#pragma once

#include <cstdint>

#include "kernels/units.hpp"

namespace nightwatt {

/// -ln(u) * 2^24 for u = (128.5 + i) / 256: round(-log((128.5 + i) / 256) * 2^24), i in [0, 128).
HOST_DEVICE inline std::uint32_t minus_log_of_half(std::uint32_t i) {
    // Static: a local table would be built anew in each thread's own memory.
    static constexpr std::uint32_t table[128] = {
        11563672, 11433615, 11304559, 11176488, 11049387, 10923242, 10798038, 10673762, 10550400,
        10427938, 10306363, 10185663, 10065826, 9946838,  9828688,  9711364,  9594855,  9479150,
        9364237,  9250106,  9136746,  9024147,  8912298,  8801190,  8690813,  8581158,  8472215,
        8363974,  8256428,  8149566,  8043381,  7937863,  7833005,  7728799,  7625235,  7522307,
        7420007,  7318326,  7217259,  7116796,  7016931,  6917657,  6818968,  6720855,  6623313,
        6526334,  6429913,  6334043,  6238718,  6143931,  6049677,  5955949,  5862742,  5770050,
        5677867,  5586188,  5495008,  5404320,  5314120,  5224402,  5135161,  5046392,  4958091,
        4870252,  4782870,  4695942,  4609461,  4523424,  4437826,  4352662,  4267928,  4183620,
        4099734,  4016265,  3933210,  3850563,  3768322,  3686481,  3605038,  3523989,  3443329,
        3363055,  3283163,  3203650,  3124512,  3045746,  2967348,  2889314,  2811642,  2734327,
        2657367,  2580759,  2504499,  2428583,  2353010,  2277776,  2202878,  2128312,  2054076,
        1980168,  1906584,  1833320,  1760376,  1687747,  1615431,  1543426,  1471729,  1400336,
        1329246,  1258456,  1187963,  1117766,  1047861,  978245,   908918,   839876,   771117,
        702638,   634438,   566514,   498864,   431485,   364376,   297535,   230958,   164645,
        98593,    32800,
    };
    return table[i];
}
inline constexpr std::uint32_t log_of_two = 11629080;  ///< ln 2 * 2^24
inline constexpr int log_shift = 24;

/// -ln(u) * 2^24 for the uniform number u = (word + 1/2) / 2^32: exponentially distributed with
/// mean 1, from a table by u's leading bits. No exp or log at run time, the same on every machine.
HOST_DEVICE inline std::uint32_t exponential(std::uint32_t word) {
    std::uint32_t halvings = 0;
    if (word == 0) word = 1;
    while ((word & 0x80000000u) == 0) {
        word <<= 1;
        ++halvings;
    }
    return halvings * log_of_two + minus_log_of_half((word >> 24) & 127u);
}

/// What a move may cost more and still be accepted: threshold * E with E exponential of mean 1, so
/// that a change by delta > 0 is accepted with probability exp(-delta / threshold), as in
/// annealing.
HOST_DEVICE inline std::int64_t allowed_rise_nano(std::int64_t threshold_nano, std::uint32_t word) {
    return multiply_shift(threshold_nano, exponential(word), log_shift);
}

}  // namespace nightwatt
