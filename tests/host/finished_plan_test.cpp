#include <gtest/gtest.h>

#include "commands/plan_run.hpp"
#include "commands/verified_plan.hpp"
#include "generate/night.hpp"
#include "log.hpp"
#include "problem/decode.hpp"
#include "problem/earlier_starts.hpp"

namespace nightwatt {
namespace {

// A search ends by starting tasks earlier, which in this night leaves its batteries more to do.
TEST(FinishedPlan, ItsBatteriesDoWhatCostsLeast) {
    set_verbosity(Verbosity::Quiet);
    NightRecipe recipe;
    recipe.tasks = 60;
    recipe.servers = 6;
    recipe.seed = 2;
    recipe.battery_hours = 1;
    const Instance night = generate_night(recipe);
    SearchParameters parameters;
    parameters.seed = 3;
    parameters.generations = 15;
    parameters.islands = 2;
    parameters.bound_steps = 0;
    parameters.price_rounds = 0;
    Plan best;
    RunOptions options;
    options.seen = [&](const Plan& genes) { best = genes; };
    const PlanRecord record = run_plan(night, parameters, std::nullopt, options);

    const Problem problem(night);
    const DecodedPlan earlier = start_earlier(problem, decode_dispatched(problem, best));
    const DecodedPlan finished = decode_dispatched(problem, earlier.plan);
    ASSERT_LT(finished.score, earlier.score) << "nothing is left to do: try another recipe.seed";
    EXPECT_EQ(record.account.totals.cost, exact_cost(finished));
}

}  // namespace
}  // namespace nightwatt
