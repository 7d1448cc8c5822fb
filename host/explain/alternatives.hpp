#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "backend/plan_tracks.hpp"
#include "instance/plan.hpp"
#include "problem/problem.hpp"

namespace nightwatt {

/// What would happen if one task ran elsewhere, at another time or level, and the rest of the plan
/// stayed in its order.
struct Alternative {
    std::uint32_t server = 0;
    std::uint32_t level = 0;
    std::uint32_t place = 0;    ///< in the server's sequence, this task left out
    std::int64_t hold_ms = 0;   ///< its gene
    std::int64_t start_ms = 0;  ///< when it would run then
    std::int64_t end_ms = 0;
    std::int64_t cost_change_nano = 0;  ///< of the whole plan, exactly
};

/// Looks for the alternatives of single tasks in a feasible plan. Moments tried on a server are
/// those at which the cost of a task can be least: as soon as it is ready, the starts and ends of
/// tariff slots, the deadline, and behind, before or beside each task there. Alternatives that
/// would break a constraint are not considered.
class Alternatives {
  public:
    /// `plan` is a decoded plan of the problem; both outlive this.
    Alternatives(const Problem& problem, const Plan& plan);

    /// The cheapest on every other server that the task may use, cheapest first.
    [[nodiscard]] std::vector<Alternative> other_servers(std::uint32_t task);
    /// The cheapest at each other level on its server, cheapest first.
    [[nodiscard]] std::vector<Alternative> other_levels(std::uint32_t task);
    /// The cheapest other start on its server at its level.
    [[nodiscard]] std::optional<Alternative> other_start(std::uint32_t task);
    /// The cheapest in which the task ends by its deadline.
    [[nodiscard]] std::optional<Alternative> on_time(std::uint32_t task);

  private:
    struct Desk;
    [[nodiscard]] std::vector<std::int64_t> moments(std::uint32_t task, std::uint32_t server,
                                                    std::uint32_t run_ms);
    /// Tells `found` what every level and moment on a server would cost.
    template <class Found>
    void try_server(std::uint32_t task, std::uint32_t server, const Found& found);
    [[nodiscard]] Track track(std::uint32_t server) {
        return tracks_.take(server, tracks_.count(server));
    }

    ProblemView p_;
    const Plan& plan_;
    PlanTracks tracks_;
    std::vector<std::int64_t> ends_ms_;  // [server], ascending: for the makespan
    std::int64_t meter_uj_ = 0;
};

/// The same plan with the task moved, before decoding.
[[nodiscard]] Plan moved(const Plan& plan, std::uint32_t task, const Alternative& to);

}  // namespace nightwatt
