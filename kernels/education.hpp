#pragma once

#include <cstdint>

#include "kernels/random.hpp"

namespace nightwatt {

/// How plans are improved in a generation: in `rounds` rounds, each of which splits every plan's
/// servers into random pairs and tries `moves` moves for every task of a pair.
struct Education {
    std::uint64_t seed = 0;
    std::uint32_t generation = 0;
    std::uint32_t rounds = 1;
    std::uint32_t moves = 0;          ///< for every task, in every round
    std::uint32_t island_plans = 1;   ///< plans of an island
    std::uint32_t first_place = 0;    ///< plans of an island before this one are left alone
    std::int64_t threshold_nano = 0;  ///< the greatest of threshold_of(plan); 0: never worse
    bool holds = false;               ///< delaying a task can pay
    bool anew = false;  ///< where only loads decide: plans give way to new ones made from prices

    /// How much worse a plan may get by a move, on average: no threshold suits all problems, so
    /// plans of an island that are improved beside each other have different ones, down to an
    /// eighth.
    [[nodiscard]] HOST_DEVICE std::int64_t threshold_of(std::uint32_t plan) const {
        const std::uint32_t place = plan % island_plans;
        return threshold_nano >> (place < first_place ? 0 : (place - first_place) % 4);
    }
    /// Address of a round's random numbers.
    [[nodiscard]] HOST_DEVICE std::uint32_t stream(std::uint32_t round) const {
        return generation * rounds + round;
    }
};

/// Of 65,536 servers that are off, how many a round's pairs treat as if they were on: as many as
/// are on. Where few servers are on they would hardly ever meet each other else.
HOST_DEVICE inline std::uint32_t early_share(std::uint32_t on, std::uint32_t off) {
    return on >= off ? 1u << 16 : static_cast<std::uint32_t>((std::uint64_t{on} << 16) / off);
}

/// A round's pairs are the servers in order of these keys, two by two: a random order, which can be
/// sorted by many at once, but for servers that are off and not among the early ones: they come
/// last. The lower half of a key is the server.
HOST_DEVICE inline std::uint64_t pairing_key(const Education& e, std::uint32_t stream,
                                             std::uint32_t plan, std::uint32_t server, bool off,
                                             std::uint32_t early) {
    const Draw random = draw(e.seed, Purpose::Partner, stream, plan, server / 4);
    const std::uint32_t word = random.word[server % 4];
    const std::uint32_t last = off && (word & 0xFFFF) >= early ? 1u << 31 : 0;
    return (std::uint64_t{last | word >> 1} << 32) | server;
}

/// First of the random items that a pair's moves use.
HOST_DEVICE inline std::uint32_t first_move_item(const Education& e, std::uint32_t stream,
                                                 std::uint32_t plan, std::uint32_t servers,
                                                 std::uint32_t pair) {
    return draw(e.seed, Purpose::Partner, stream, plan, servers + pair).word[0];
}

/// The two latest of some moments.
struct LatestTwo {
    std::int64_t latest_ms = 0;
    std::int64_t second_ms = 0;

    HOST_DEVICE void add(std::int64_t end_ms) {
        if (end_ms > latest_ms) {
            second_ms = latest_ms;
            latest_ms = end_ms;
        } else if (end_ms > second_ms) {
            second_ms = end_ms;
        }
    }
};

}  // namespace nightwatt
