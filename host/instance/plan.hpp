#pragma once

#include <cstdint>
#include <vector>

namespace nightwatt {

/// A server asleep in a gap between two tasks: from start_ms until end_ms, when it is awake again.
struct Sleep {
    std::int32_t server = 0;
    std::int64_t start_ms = 0;
    std::int64_t end_ms = 0;

    bool operator==(const Sleep&) const = default;
};

/// A plan: where, in what order, when and at what level every task runs. Times are exact
/// milliseconds since the instance's epoch. Row j is task j.
struct Plan {
    std::vector<std::int32_t> server;
    std::vector<std::int32_t> position;  ///< place in the server's sequence, from 0
    std::vector<std::int32_t> level;     ///< 0 is the fastest level of the server's class
    std::vector<std::int64_t> hold_ms;   ///< do not start before; 0: none
    std::vector<std::int64_t> start_ms;
    std::vector<std::int64_t> end_ms;
    std::vector<Sleep> sleeps;  ///< sorted by server, start
    /// [site * slots + slot]: mean power that the site gives to its battery, below 0 what it takes
    /// from it. Empty: no battery is used.
    std::vector<std::int64_t> battery_mw;

    [[nodiscard]] std::size_t size() const { return server.size(); }
    void resize(std::size_t tasks) {
        for (auto* column : {&server, &position, &level}) column->resize(tasks);
        for (auto* column : {&hold_ms, &start_ms, &end_ms}) column->resize(tasks);
    }
    bool operator==(const Plan&) const = default;
};

/// 64-bit hash over every task's server, start and level, and over what batteries do: equal for
/// equal plans on any machine.
[[nodiscard]] std::uint64_t plan_hash(const Plan& plan);

/// The same over what a search starts from: server, place in the sequence, hold and level.
[[nodiscard]] std::uint64_t start_hash(const Plan& plan);

}  // namespace nightwatt
