#pragma once

#include <cstdint>

#include "kernels/host_device.hpp"

namespace nightwatt {

/// How plans are improved in a generation: in `rounds` rounds, each of which splits every plan's
/// servers into random pairs and tries `moves` moves for every task of a pair.
struct Education {
    std::uint64_t seed = 0;
    std::uint32_t generation = 0;
    std::uint32_t rounds = 1;
    std::uint32_t moves = 0;          ///< for every task, in every round
    std::uint32_t first_place = 0;    ///< plans of an island before this one are left alone
    std::int64_t threshold_nano = 0;  ///< how much worse a plan may get by a move, on average; 0:
                                      ///< not at all
    bool holds = false;               ///< delaying a task can pay

    /// Address of a round's random numbers.
    [[nodiscard]] HOST_DEVICE std::uint32_t stream(std::uint32_t round) const {
        return generation * rounds + round;
    }
};

}  // namespace nightwatt
