#include "ablation/restricted.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "generate/night.hpp"
#include "instance/check.hpp"
#include "instance/content_hash.hpp"
#include "kernels/problem_access.hpp"
#include "problem/decode.hpp"
#include "rules/rule.hpp"

namespace nightwatt {
namespace {

Instance small_night() {
    NightRecipe recipe;
    recipe.tasks = 60;
    recipe.servers = 12;
    recipe.arrivals = Arrivals::Night;
    return generate_night(recipe);
}

Plan dispatched(const Instance& instance) {
    const Problem problem(instance);
    return decode(problem, construct_mct(problem)).plan;
}

/// Decisions in all combinations; assets all there.
std::vector<LeverSet> decisions() {
    std::vector<LeverSet> sets{LeverSet::all()};
    for (const LeverFacts& facts : all_levers()) {
        if (facts.asset) continue;
        const std::size_t known = sets.size();
        for (std::size_t i = 0; i != known; ++i) sets.push_back(sets[i].without(facts.lever));
    }
    return sets;
}

/// Servers that the planner may use for a task.
std::vector<std::uint32_t> servers_for(const Problem& problem, std::uint32_t task) {
    const ServerList allowed = allowed_servers(problem.view(), task);
    return {allowed.begin(), allowed.end()};
}

TEST(Restricted, LeavesTheDispatchersPlanAtItsOwnCost) {
    const Instance night = small_night();
    const Plan plan = dispatched(night);
    const Score score = decode(Problem(night), plan).score;
    ASSERT_EQ(score.violation, 0);
    ASSERT_EQ(decisions().size(), 32);
    for (const LeverSet free : decisions()) {
        const Instance less = restricted(night, plan, free);
        EXPECT_TRUE(check(less).empty());
        const DecodedPlan decoded = decode(Problem(less), plan);
        EXPECT_EQ(decoded.score, score);
        EXPECT_EQ(decoded.plan, plan);
    }
}

TEST(Restricted, AllLeversLeaveTheInstanceAsItIs) {
    const Instance night = small_night();
    const Instance same = restricted(night, dispatched(night), LeverSet::all());
    EXPECT_EQ(content_hash(same), content_hash(night));
}

TEST(Restricted, MoreLeversNeverForbidAServer) {
    const Instance night = small_night();
    const Plan plan = dispatched(night);
    for (const LeverSet free : decisions()) {
        const Problem less(restricted(night, plan, free));
        for (const Lever lever : {Lever::Sites, Lever::Placement, Lever::Consolidation}) {
            const Problem more(restricted(night, plan, free.with(lever)));
            for (std::uint32_t task = 0; task != less.tasks(); ++task) {
                const auto few = servers_for(less, task);
                const auto many = servers_for(more, task);
                EXPECT_TRUE(std::includes(many.begin(), many.end(), few.begin(), few.end()));
            }
        }
    }
}

TEST(Restricted, HoldsFastWhatIsNotFree) {
    const Instance night = small_night();
    const Plan plan = dispatched(night);
    const auto& site = night.servers.site;
    const auto& kind = night.servers.class_index;
    const LeverSet all = LeverSet::all();
    const Problem no_sites(restricted(night, plan, all.without(Lever::Sites)));
    const Problem no_placement(restricted(night, plan, all.without(Lever::Placement)));
    const Problem no_choice(restricted(
        night, plan,
        all.without(Lever::Sites).without(Lever::Placement).without(Lever::Consolidation)));
    std::size_t most = 0;
    for (std::uint32_t task = 0; task != no_sites.tasks(); ++task) {
        const auto chosen = static_cast<std::size_t>(plan.server[task]);
        for (const std::uint32_t i : servers_for(no_sites, task)) EXPECT_EQ(site[i], site[chosen]);
        for (const std::uint32_t i : servers_for(no_placement, task)) {
            EXPECT_EQ(kind[i], kind[chosen]);
        }
        EXPECT_EQ(servers_for(no_choice, task),
                  std::vector<std::uint32_t>{static_cast<std::uint32_t>(chosen)});
        most = std::max(most, servers_for(no_placement, task).size());
    }
    EXPECT_GT(most, 1);
}

TEST(Restricted, WithoutConsolidationATaskHasOneServerOfEachClassAndSite) {
    const Instance night = small_night();
    const Plan plan = dispatched(night);
    const Problem problem(restricted(night, plan, LeverSet::all().without(Lever::Consolidation)));
    const Problem whole(night);
    const auto groups_of = [&](const std::vector<std::uint32_t>& servers) {
        std::vector<std::pair<std::int32_t, std::int32_t>> groups;
        for (const std::uint32_t i : servers) {
            groups.emplace_back(night.servers.site[i], night.servers.class_index[i]);
        }
        std::sort(groups.begin(), groups.end());
        return groups;
    };
    std::size_t most = 0;
    for (std::uint32_t task = 0; task != problem.tasks(); ++task) {
        auto expected = groups_of(servers_for(whole, task));
        expected.erase(std::unique(expected.begin(), expected.end()), expected.end());
        EXPECT_EQ(groups_of(servers_for(problem, task)), expected);
        most = std::max(most, expected.size());
    }
    EXPECT_GT(most, 1);
}

TEST(Restricted, AssetsThatAreGoneCostTheDispatcher) {
    const Instance night = small_night();
    const Plan plan = dispatched(night);
    const std::int64_t cost = decode(Problem(night), plan).score.cost_nano;
    for (const Lever asset : {Lever::Sleep, Lever::Renewable}) {
        const Instance less = restricted(night, plan, LeverSet::all().without(asset));
        const DecodedPlan decoded = decode(Problem(less), plan);
        EXPECT_EQ(decoded.score.violation, 0);
        EXPECT_GT(decoded.score.cost_nano, cost);
        EXPECT_TRUE(asset != Lever::Sleep || decoded.plan.sleeps.empty());
    }
}

TEST(Restricted, WithoutABatteryTheDispatcherPaysMore) {
    Instance night = small_night();
    const Plan plan = dispatched(night);
    const std::int64_t cost = decode(Problem(night), plan).score.cost_nano;
    night.batteries = {{0}, {2000}, {500}, {500}, {0.95}, {0.95}, {1000}, {1000}};
    const Problem with_battery(night);
    EXPECT_LT(decode_dispatched(with_battery, plan).score.cost_nano, cost);
    const Instance less = restricted(night, plan, LeverSet::all().without(Lever::Battery));
    EXPECT_EQ(decode(Problem(less), plan).score.cost_nano, cost);
}

TEST(Levers, AreAbsentWhereNothingIsLeftToDecide) {
    NightRecipe recipe;
    recipe.tasks = 5;
    recipe.servers = 1;
    recipe.renewable = false;
    recipe.classes = {"fpga"};
    const Instance night = generate_night(recipe);
    for (const LeverFacts& facts : all_levers()) {
        const bool left = facts.lever == Lever::Time || facts.lever == Lever::Sleep;
        EXPECT_EQ(why_absent(night, facts.lever).empty(), left) << facts.name;
    }
}

}  // namespace
}  // namespace nightwatt
