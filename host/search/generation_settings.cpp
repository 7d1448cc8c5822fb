#include "search/generation_settings.hpp"

#include <algorithm>
#include <cstdlib>

#include "search/swarm_coefficients.hpp"

namespace nightwatt {

namespace {

/// A share in [0, 1] as a 32-bit fraction.
std::uint32_t fraction(double share) {
    return static_cast<std::uint32_t>(std::min(share * 4294967296.0, 4294967295.0));
}

SwarmCoefficients coefficients_of(const SearchParameters& p) {
    return swarm_coefficients(p.swarm_form, p.swarm_inertia, p.swarm_cognitive, p.swarm_social);
}

}  // namespace

Schedule schedule_of(const SearchParameters& p, const Problem& problem,
                     std::int64_t first_cost_nano) {
    Schedule schedule;
    schedule.cycles = p.cycles;
    const double cost = static_cast<double>(std::max<std::int64_t>(1, std::llabs(first_cost_nano)));
    constexpr double most_nano = 1e18;  // sums with it stay within the planner's integers
    schedule.first_nano =
        static_cast<std::int64_t>(std::min(p.threshold * cost / problem.tasks(), most_nano));
    schedule.again_nano = schedule.first_nano / 4;
    return schedule;
}

Education education_of(const SearchParameters& p, const Problem& problem, std::int64_t generation,
                       std::int64_t threshold_nano) {
    const ProblemView view = problem.view();
    Education education;
    education.seed = static_cast<std::uint64_t>(p.seed);
    education.generation = static_cast<std::uint32_t>(generation);
    education.rounds = static_cast<std::uint32_t>(p.rounds);
    education.moves = static_cast<std::uint32_t>(p.moves);
    education.island_plans = static_cast<std::uint32_t>(p.island_plans);
    education.first_place = static_cast<std::uint32_t>(p.elites);
    education.threshold_nano = threshold_nano;
    education.holds = view.waiting_pays;
    return education;
}

Breeding breeding_of(const SearchParameters& p, const Problem& problem, std::int64_t generation) {
    const ProblemView view = problem.view();
    Breeding b;
    b.seed = static_cast<std::uint64_t>(p.seed);
    b.generation = static_cast<std::uint32_t>(generation);
    b.elites = static_cast<std::uint32_t>(p.elites);
    const bool migration =
        p.islands > 1 && generation > 0 && generation % p.migration_interval == 0;
    b.migrants = migration ? static_cast<std::uint32_t>(p.migrants) : 0;
    b.tournament = static_cast<std::uint32_t>(p.tournament);
    b.roulette_share = fraction(p.roulette_share);
    b.server_exchange_share = fraction(p.server_exchange_share);
    b.mutations = static_cast<std::uint32_t>(p.mutations);
    b.walkers = static_cast<std::uint32_t>(p.walkers);
    b.holds = view.waiting_pays;
    const SwarmCoefficients swarm = coefficients_of(p);
    b.swarm = {.inertia = static_cast<float>(swarm.inertia),
               .cognitive = static_cast<float>(swarm.cognitive),
               .social = static_cast<float>(swarm.social),
               .velocity_limit = static_cast<float>(p.swarm_velocity_limit),
               .wander_share = static_cast<std::uint32_t>(p.swarm_wander_share * 65536),
               .ring = p.swarm_topology == "ring",
               .educated = p.swarm_educated};
    return b;
}

}  // namespace nightwatt
