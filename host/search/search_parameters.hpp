#pragma once

#include <cstdint>
#include <string>

#include "config/parameter_table.hpp"

namespace nightwatt {

/// Settings of `nightwatt plan`. What each means stands in describe().
struct SearchParameters {
    std::int64_t seed = 1;
    std::string algorithm = "genetic";
    double time_limit_s = 0;
    std::int64_t generations = 0;
    std::int64_t stall_generations = 0;
    std::string backend = "auto";
    std::int64_t threads = automatic_value;

    double bound_time_share = 0.2;
    std::int64_t bound_steps = automatic_value;

    double prices_time_share = 0.4;
    std::int64_t price_rounds = automatic_value;

    double checkpoint_period_s = 300;
    double job_margin_s = 60;

    double change_penalty = 0;
    double change_tolerance_s = 60;

    std::int64_t islands = automatic_value;
    std::int64_t island_plans = automatic_value;
    std::int64_t elites = automatic_value;
    std::int64_t migrants = 1;
    std::int64_t migration_interval = 20;
    std::int64_t tournament = 3;
    double roulette_share = 0.25;
    double server_exchange_share = 0.7;
    std::int64_t mutations = automatic_value;
    double first_mutation_share = 0.02;
    std::int64_t walkers = automatic_value;

    std::int64_t rounds = automatic_value;
    std::int64_t moves = automatic_value;
    double threshold = automatic_value;
    std::int64_t cycles = automatic_value;

    std::int64_t parts = automatic_value;
    std::int64_t part_generations = automatic_value;

    std::int64_t shares = automatic_value;

    std::int64_t swarm_islands = automatic_value;
    std::string swarm_form = "constriction";
    double swarm_inertia = 0.7;
    double swarm_cognitive = automatic_value;
    double swarm_social = automatic_value;
    double swarm_velocity_limit = 0.5;
    double swarm_wander_share = 0.02;
    std::string swarm_topology = "global";
    bool swarm_educated = true;

    double lp_penalty = 0;
    std::int64_t lp_period_slots = automatic_value;
    std::int64_t lp_choices = 200'000;
};

[[nodiscard]] ParameterTable describe(SearchParameters& parameters);

/// Whether the clock decides how long each part of a run takes. Where generations are limited, it
/// only ends the run: until then the run can be repeated exactly.
[[nodiscard]] bool limited_by_clock(const SearchParameters& parameters);

/// The same with a limit where none is set: no search goes on for ever.
[[nodiscard]] SearchParameters with_limit(SearchParameters parameters);

}  // namespace nightwatt
