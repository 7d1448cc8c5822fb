#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "backend/plan_tracks.hpp"
#include "instance/plan.hpp"
#include "problem/decode.hpp"

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

/// Looks for the alternatives of single tasks in a feasible plan. Tried on a server are the moments
/// of host/explain/README.md, behind the tasks that start by then and ahead of some that still run,
/// and every place in its sequence as soon as that allows. Batteries do what the problem has in
/// force. Alternatives that would break a constraint are not considered.
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
    /// A gene of the task, and the place in the server's sequence that it goes to.
    struct Attempt {
        std::int64_t hold_ms;
        std::uint32_t place;
    };
    [[nodiscard]] std::vector<std::int64_t> moments(std::uint32_t task, std::uint32_t server,
                                                    std::uint32_t run_ms);
    [[nodiscard]] std::vector<Attempt> attempts(std::uint32_t task, std::uint32_t server,
                                                std::uint32_t run_ms);
    /// What is looked for: only at this level, if any; what cannot end by then is not tried.
    struct Sought {
        std::optional<std::uint32_t> level = std::nullopt;
        std::int64_t end_by_ms = no_deadline_ms;
    };
    /// Tells `found` what every level, moment and place sought on a server would cost, at each
    /// place every start once.
    template <class Found>
    void try_server(std::uint32_t task, std::uint32_t server, const Sought& sought,
                    const Found& found);
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

/// What the whole plan would cost more with the task moved, batteries doing what is cheapest for it
/// then. `now` is a plan whose dispatch the problem has in force. Without batteries just
/// cost_change_nano.
[[nodiscard]] std::int64_t dispatched_change_nano(const Problem& problem, const DecodedPlan& now,
                                                  std::uint32_t task, const Alternative& to);

}  // namespace nightwatt
