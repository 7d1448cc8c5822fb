#pragma once

#include <cstdint>
#include <type_traits>

#include "kernels/host_device.hpp"

namespace nightwatt {

/// What is compared: less violation first, then less cost. A plan is feasible if nothing is
/// violated. Violation adds milliseconds (past the end of a window, off a pinned start) and joules
/// (above a cap, rounded up): its unit does not matter, only that it falls to 0.
struct Score {
    std::int64_t violation = 0;
    std::int64_t cost_nano = 0;

    HOST_DEVICE friend bool operator<(const Score& a, const Score& b) {
        return a.violation != b.violation ? a.violation < b.violation : a.cost_nano < b.cost_nano;
    }
    HOST_DEVICE friend bool operator==(const Score& a, const Score& b) {
        return a.violation == b.violation && a.cost_nano == b.cost_nano;
    }
};
static_assert(std::has_unique_object_representations_v<Score>);

/// The part of a score that belongs to one server: it adds up over servers, and a move that touches
/// two servers changes only theirs. end_ms is the end of the server's last task, 0 without tasks.
struct ServerScore {
    std::int64_t energy_nano = 0;
    std::int64_t tardiness_nano = 0;
    std::int64_t transfer_nano = 0;
    std::int64_t change_nano = 0;
    std::int64_t violation_ms = 0;
    std::int64_t end_ms = 0;

    [[nodiscard]] HOST_DEVICE std::int64_t cost_nano() const {
        return energy_nano + tardiness_nano + transfer_nano + change_nano;
    }
    HOST_DEVICE friend bool operator==(const ServerScore& a, const ServerScore& b) {
        return a.energy_nano == b.energy_nano && a.tardiness_nano == b.tardiness_nano &&
               a.transfer_nano == b.transfer_nano && a.change_nano == b.change_nano &&
               a.violation_ms == b.violation_ms && a.end_ms == b.end_ms;
    }
};
static_assert(std::has_unique_object_representations_v<ServerScore>);

}  // namespace nightwatt
