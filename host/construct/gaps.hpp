#pragma once

#include <cstdint>
#include <vector>

#include "construct/guide_prices.hpp"
#include "construct/server_profile.hpp"
#include "construct/site_energy.hpp"
#include "instance/plan.hpp"
#include "problem/problem.hpp"

namespace nightwatt {

/// A plan whose tasks have fixed starts, and the gaps between them. A task goes where it costs
/// least beside what stands:
///
///   energy + tardiness + transfer + a longer makespan + the penalty for leaving its published
///   place
///     + idle power, sleep and waking that it causes
///
/// Energy of a site whose servers share something costs what the next joule of the slot does.
class Gaps {
  public:
    explicit Gaps(const Problem& problem);

    /// Puts a task where it was published: as soon as it can start there, but by no more than the
    /// tolerance later. False: it does not fit.
    [[nodiscard]] bool keep(std::uint32_t task, std::uint32_t server, std::uint32_t level,
                            std::int64_t start_ms);
    /// Puts a task where it costs least; where it fits in no server's window, behind what stands on
    /// the one that it overruns least. Of its servers it looks at `looks`, at least, and at all
    /// where these have no room, as long as all tasks together have spare looks for that.
    void insert(std::uint32_t task, std::uint32_t looks);

    /// Every task at its start: none may start before, and push another.
    [[nodiscard]] Plan genes() const;

  private:
    struct Place {
        std::int64_t violation_ms = INT64_MAX;
        double cost_nano = 0;
        std::int64_t start_ms = 0;
        std::uint32_t server = 0;
        std::uint32_t level = 0;
    };
    struct Moment {
        double cost_nano;  ///< of the task alone: nowhere less on servers of that mode and site
        std::int64_t start_ms;
    };
    /// What a task costs in a mode at a site, cheapest moment first. Costs are linear in the start
    /// between these moments.
    struct Offer {
        std::uint32_t mode;
        std::uint32_t site;
        std::vector<Moment> moments;
    };
    /// Starts from which a task fits on a server, both ends included.
    struct Opening {
        std::int64_t first_ms;
        std::int64_t last_ms;
    };

    [[nodiscard]] double task_cost(std::uint32_t task, const ServerFacts& server,
                                   const ModeOption& option, std::int64_t start_ms) const;
    [[nodiscard]] const Offer& offer(std::uint32_t task, const ServerFacts& server,
                                     std::uint32_t level);
    void find_openings(std::uint32_t task, std::uint32_t server, std::uint32_t run_ms,
                       std::int64_t first_ms);
    void try_server(std::uint32_t task, std::uint32_t server, Place& best);
    void try_level(std::uint32_t task, std::uint32_t server, std::uint32_t level, Place& best);
    void consider(std::uint32_t task, std::uint32_t server, std::uint32_t level,
                  std::int64_t start_ms, Place& best) const;
    void put(std::uint32_t task, const Place& place);

    ProblemView p_;
    SiteEnergy energy_;
    GuidePrices prices_;
    std::vector<ServerProfile> servers_;
    std::vector<Place> places_;  ///< [task]
    std::int64_t makespan_ms_ = 0;
    std::uint32_t inserted_ = 0;
    std::uint32_t spare_looks_ = 1'000'000;  ///< where `looks` find no room
    std::vector<Offer> offers_;              ///< to the task at hand
    std::vector<const ServerFacts*> off_;    ///< seen by it, one of a kind
    std::vector<Opening> openings_;          ///< for it where it looks
};

}  // namespace nightwatt
