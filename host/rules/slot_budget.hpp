#pragma once

#include <cstdint>
#include <vector>

#include "problem/problem.hpp"

namespace nightwatt {

/// Servers of one class at one site.
struct Pool {
    std::uint32_t first_mode = 0;
    std::uint32_t levels = 0;
    std::uint32_t site = 0;
    std::vector<std::uint32_t> servers;
    double capacity[4] = {0, 0, 0, 0};  ///< sum over its servers, by resource
};

/// Where a task should run: a pool, a level and the moment to start.
struct Wish {
    std::uint32_t pool = 0;
    std::uint32_t level = 0;
    std::int64_t start_ms = 0;
};

/// Room left in each pool, slot by slot, as a share of its scarcest resource: lets a rule fill
/// cheap slots only as far as there is capacity, without looking at single servers.
class SlotBudget {
  public:
    explicit SlotBudget(const Problem& problem);

    [[nodiscard]] const std::vector<Pool>& pools() const { return pools_; }
    /// The cheapest wish for `task` that has room: dynamic energy, idle power by the share of a
    /// server that it takes, tardiness, transfer; takes the room. Where nothing has room, the
    /// cheapest of all.
    Wish place(std::uint32_t task);

  private:
    [[nodiscard]] double share(std::uint32_t task, const Pool& pool) const;
    [[nodiscard]] bool has_room(std::uint32_t pool, std::int64_t from_ms, std::int64_t to_ms,
                                double share) const;
    void take_room(std::uint32_t pool, std::int64_t from_ms, std::int64_t to_ms, double share);

    ProblemView view_;
    std::vector<Pool> pools_;
    std::vector<double> room_;  // [pool * slots + slot], share of the pool
};

}  // namespace nightwatt
