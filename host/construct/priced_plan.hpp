#pragma once

#include <cstdint>
#include <vector>

#include "construct/guide_prices.hpp"
#include "construct/leftovers.hpp"
#include "construct/server_profile.hpp"
#include "construct/site_energy.hpp"
#include "instance/plan.hpp"

namespace nightwatt {

/// A plan that grows task by task under a guide's prices. Every task goes where it costs least,
///
///   energy + tardiness + transfer + prices of the resources it holds
///     + idle power, sleep and waking that it causes, less what the server's capacity then earns
///     + what it leaves useless
///
/// Under the prices of an optimal relaxation the second line is about 0 while a server ought to be
/// on, so a server is opened where others will use it, too. Starts are fixed moments: later tasks
/// fill what is left between earlier ones.
class PricedPlan {
  public:
    /// `reluctance`: share of its idle power that being on costs on top. The guide and the
    /// leftovers must outlive it.
    PricedPlan(const ProblemView& problem, const Guide& guide, const Leftovers& leftovers,
               double reluctance);

    /// Puts a task somewhere; where it fits in no server's window, behind what stands on the one
    /// that it overruns least.
    void insert(std::uint32_t task);

    /// By how much the task's place costs more than its best one would in a plan without others.
    [[nodiscard]] double excess_nano(std::uint32_t task) const;
    /// Genes of what stands; starts are holds where waiting can gain anything.
    [[nodiscard]] Plan genes() const;

  private:
    struct Place {
        std::uint32_t server = none;
        std::uint32_t level = 0;
        std::int64_t start_ms = 0;
        double cost_nano = 0;
        static constexpr std::uint32_t none = UINT32_MAX;
    };
    /// Starts that are worth a look while the best place known costs `best_nano`.
    struct Reach {
        std::int64_t first_ms;
        std::int64_t last_ms;
        double best_nano;
    };
    [[nodiscard]] Reach reach(std::uint32_t task, const GuideChoice& choice, std::int64_t wish_ms,
                              std::int64_t ready_ms, const Place& best) const;
    [[nodiscard]] Place cheapest(std::uint32_t task) const;
    [[nodiscard]] Place least_late(std::uint32_t task) const;
    void try_choice(std::uint32_t task, const GuideChoice& choice, bool whole_group,
                    Place& best) const;
    void try_server(std::uint32_t task, const GuideChoice& choice, std::uint32_t server,
                    Reach& near, Place& best) const;
    void consider(std::uint32_t task, std::uint32_t server, std::uint32_t level,
                  std::int64_t start_ms, Place& best) const;
    [[nodiscard]] double task_cost(std::uint32_t task, std::uint32_t server, std::uint32_t level,
                                   std::int64_t start_ms) const;
    /// What it adds to a server's own cost to be busy over [from_ms, to_ms), too.
    [[nodiscard]] double longer_on(std::uint32_t server, std::int64_t from_ms,
                                   std::int64_t to_ms) const;
    [[nodiscard]] double on(std::uint32_t server, std::int64_t from_ms, std::int64_t to_ms) const;
    [[nodiscard]] std::int64_t end_ms(std::uint32_t task, const Place& place) const;
    [[nodiscard]] bool allowed(std::uint32_t task, std::uint32_t server) const;
    void take_into_use(std::uint32_t server);

    ProblemView p_;
    const Guide& guide_;
    const Leftovers& leftovers_;
    GuidePrices prices_;
    SiteEnergy energy_;
    double reluctance_;
    std::uint32_t inserted_ = 0;
    std::vector<ServerProfile> servers_;
    std::vector<std::uint32_t> group_servers_;  ///< like the guide's, but those in use come first
    std::vector<std::uint32_t> group_used_;     ///< [group]: end of those in use
    std::vector<Place> places_;                 ///< [task]
    std::vector<char> whole_groups_;  ///< [profile]: it is made of whole groups of servers
};

}  // namespace nightwatt
