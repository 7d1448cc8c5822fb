#include "search/unused_settings.hpp"

#include <gtest/gtest.h>

#include "problem/random_instance.hpp"
#include "search/auto_parameters.hpp"

namespace nightwatt {
namespace {

using Lines = std::vector<std::string>;

const Problem& night() {
    static const Problem problem = [] {
        Instance instance = random_instance(1, {.tasks = 600, .servers = 8});
        instance.makespan_weight_per_h = 0;
        return Problem(instance);
    }();
    return problem;
}

Lines unused(const SearchParameters& asked, bool with_warm_start = false) {
    SearchParameters of_one = asked;
    of_one.shares = automatic_value;
    return unused_settings(asked, resolve(of_one, night()), with_warm_start);
}

TEST(UnusedSettings, DefaultsAreAllUsed) {
    for (const char* algorithm : {"genetic", "swarm", "hybrid", "lp", "rules"}) {
        SearchParameters p;
        p.algorithm = algorithm;
        EXPECT_EQ(unused(p), Lines()) << algorithm;
        p.seed = 3;
        p.time_limit_s = 5;
        p.bound_steps = 0;
        p.price_rounds = 0;
        p.checkpoint_period_s = 1;
        p.job_margin_s = 1;
        EXPECT_EQ(unused(p), Lines()) << algorithm;
    }
}

TEST(UnusedSettings, WithoutASearchItsSettingsAreNamed) {
    SearchParameters p;
    p.algorithm = "rules";
    p.generations = 5;
    p.tournament = 2;
    p.moves = 3;
    p.price_rounds = 4;
    p.swarm_educated = false;
    p.lp_penalty = 1;
    EXPECT_EQ(
        unused(p),
        (Lines{"search.generations has no effect with search.algorithm = rules but on the "
               "steps of the bound",
               "genetic.tournament, education.moves have no effect with search.algorithm = rules",
               "prices.rounds has no effect with search.algorithm = rules",
               "lp.penalty has no effect without search.algorithm = lp",
               "swarm.educated has no effect with search.algorithm = rules"}));
    p = {};
    p.algorithm = "lp";
    p.lp_penalty = 1;
    EXPECT_EQ(unused(p), Lines());
}

TEST(UnusedSettings, PopulationsUseWhatIsTheirs) {
    SearchParameters p;
    p.swarm_velocity_limit = 0.1;
    EXPECT_EQ(unused(p),
              Lines{"swarm.velocity_limit has no effect with search.algorithm = genetic"});
    p.algorithm = "hybrid";
    p.swarm_islands = 1;
    EXPECT_EQ(unused(p), Lines());
    p.swarm_inertia = 0.5;
    EXPECT_EQ(unused(p), Lines{"swarm.inertia has no effect with swarm.form = constriction"});
    p.swarm_inertia = 0.7;
    p.algorithm = "swarm";
    p.tournament = 2;
    EXPECT_EQ(unused(p), Lines{"genetic.tournament, swarm.islands have no effect with "
                               "search.algorithm = swarm"});
    p = {};
    p.algorithm = "swarm";
    p.swarm_educated = false;
    p.rounds = 2;
    EXPECT_EQ(unused(p), Lines{"education.rounds has no effect where swarm.educated is false"});
    p = {};
    p.moves = 0;
    p.rounds = 2;
    EXPECT_EQ(unused(p), Lines{"education.rounds has no effect where education.moves is 0"});
}

TEST(UnusedSettings, IslandsThatAreAloneOrFullSaySo) {
    SearchParameters p;
    p.migrants = 2;
    p.elites = 3;
    p.island_plans = 8;
    EXPECT_EQ(unused(p), Lines{"genetic.migrants has no effect with one island"});
    p.islands = 2;
    EXPECT_EQ(unused(p), Lines());
    p.walkers = 5;
    p.mutations = 7;
    EXPECT_EQ(unused(p),
              Lines{"genetic.mutations has no effect where elites and walkers take all places of "
                    "an island"});
    p = {};
    p.part_generations = 2;
    EXPECT_EQ(unused(p), Lines{"parts.generations has no effect without parts"});
    p.parts = 2;
    EXPECT_EQ(unused(p), Lines());
    p.first_mutation_share = 0.1;
    EXPECT_EQ(unused(p), Lines{"genetic.first_mutation_share has no effect with parts"});
}

TEST(UnusedSettings, BoundAndPricesSayWhatEndsThem) {
    SearchParameters p;
    p.bound_steps = 0;
    p.price_rounds = 5;
    EXPECT_EQ(unused(p), Lines{"prices.rounds has no effect where bound.steps is 0"});
    p.shares = 2;
    EXPECT_EQ(unused(p), Lines()) << "shares build plans from prices all the same";
    p = {};
    p.bound_time_share = 0.1;
    EXPECT_EQ(unused(p), Lines());
    p.generations = 5;
    EXPECT_EQ(unused(p), Lines{"bound.time_share has no effect where search.generations is set"});
    p.generations = 0;
    p.stall_generations = 5;
    EXPECT_EQ(unused(p), Lines{"bound.time_share has no effect without search.time_limit_s"});
}

TEST(UnusedSettings, ReplanningNeedsAPublishedPlanAndAPenalty) {
    SearchParameters p;
    p.change_penalty = 5;
    p.change_tolerance_s = 1;
    EXPECT_EQ(unused(p), Lines{"replan.change_penalty, replan.tolerance_s have no effect without "
                               "--warm-start"});
    EXPECT_EQ(unused(p, true), Lines());
    p.change_penalty = 0;
    EXPECT_EQ(unused(p, true),
              Lines{"replan.tolerance_s has no effect where replan.change_penalty is 0"});
}

}  // namespace
}  // namespace nightwatt
