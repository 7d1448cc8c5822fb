#include "shares/shared_pass.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "bound/dual_function.hpp"
#include "bound/night_bound.hpp"
#include "commands/share_crew.hpp"
#include "io/instance_file.hpp"
#include "problem/random_instance.hpp"
#include "ranks/thread_rank.hpp"
#include "shares/deal_night.hpp"
#include "shares/some_rows.hpp"
#include "tests/io/scratch_folder.hpp"

namespace nightwatt {
namespace {

/// A night without a makespan weight, and without its tasks.
Instance night_of(std::uint64_t seed) {
    Instance night = random_instance(
        seed, {.tasks = 60, .servers = 12, .coupled = seed % 2 == 0, .pinned = seed == 5});
    night.makespan_weight_per_h = 0;
    return night;
}
Instance frame_of(const Instance& night) {
    Instance frame = night;
    frame.tasks = {};
    frame.tasks.need.resize(night.resources.size());
    frame.runtimes = {};
    frame.requests = {};
    frame.runtime_spreads = {};
    return frame;
}

SearchParameters settings() {
    SearchParameters parameters;
    parameters.shares = 3;
    return parameters;
}

struct Dealt {
    std::vector<std::vector<std::uint32_t>> servers;
    std::vector<std::vector<std::size_t>> rows;
};
Dealt deal(const Instance& night, std::uint32_t shares) {
    NightDealer dealer(night, shares);
    Dealt dealt{std::vector<std::vector<std::uint32_t>>(shares),
                std::vector<std::vector<std::size_t>>(shares)};
    for (std::uint32_t i = 0; i < dealer.server_share().size(); ++i) {
        dealt.servers[dealer.server_share()[i]].push_back(i);
    }
    const std::vector<std::uint32_t> share_of = dealer.deal(night);
    for (std::size_t j = 0; j < share_of.size(); ++j) dealt.rows[share_of[j]].push_back(j);
    return dealt;
}

TEST(SharedPass, SumsUpWhatOnePassOverAllTasksSums) {
    for (const std::uint64_t seed : {1u, 2u, 5u, 8u}) {
        const Instance night = night_of(seed);
        const Problem problem(night);
        if (problem.view().loads_only) continue;
        const Dealt dealt = deal(night, 3);
        SharesOfRank own;
        own.emplace_back(frame_of(night), dealt.servers[0], 3);
        own.front().add(night, dealt.rows[0]);
        own.emplace_back(frame_of(night), dealt.servers[2], 3);
        own.back().add(night, dealt.rows[2]);
        ShareWork work;
        ThreadRank rank(&work);
        rank.link().send(begin_share_order(frame_of(night), settings(), {dealt.servers[1]}));
        Instance some;
        some.resources = night.resources;
        some.servers.capacity.resize(some.resources.size());
        append_tasks(night, dealt.rows[1], some);
        rank.link().send(add_tasks_order(0, some));

        const ProblemView view = problem.view_at_rest();
        const ServerGroups groups(problem);
        const DualLayout layout(view, groups, 1);
        const auto alone = make_cpu_pass(view, layout, groups, 1);
        const auto shared =
            shared_pass(own, {&rank.link()}, night.tasks.size(), 1)(view, layout, groups);
        EXPECT_EQ(shared->tasks(), 60);
        const DualFunction function(problem, 1, 1);
        std::vector<double> x(layout.size(), 0);
        for (std::size_t c = 0; c < x.size(); ++c) x[c] = static_cast<double>(c % 7) * 0.5;
        function.slots().project(x);
        const PriceIntegrals prices = function.integrate(x);
        const TaskTotals expected = alone->price(prices, {0, 1});
        const TaskTotals found = shared->price(prices, {0, 1});
        EXPECT_EQ(found.cost_nano, expected.cost_nano) << seed;
        EXPECT_EQ(found.held, expected.held) << seed;
        EXPECT_EQ(found.used_uj, expected.used_uj) << seed;
    }
}

TEST(SharedPass, ABoundOfSharesIsOneOfTheWholeNight) {
    for (const std::uint64_t seed : {2u, 5u, 8u}) {
        const Instance night = night_of(seed);
        const Problem problem(night);
        if (problem.view().loads_only) continue;
        const Dealt dealt = deal(night, 2);
        SharesOfRank own;
        for (int s = 0; s < 2; ++s) {
            own.emplace_back(frame_of(night), dealt.servers[s], 2);
            own.back().add(night, dealt.rows[s]);
        }
        NightBound shared(own.front().among_all(), 1, 1e-4,
                          shared_pass(own, {}, night.tasks.size(), 1));
        for (int step = 0; step < 60; ++step) shared.advance();
        shared.certify();
        NightBound alone(problem, 1, 1e-4);
        for (int step = 0; step < 60; ++step) alone.advance();
        alone.certify();
        // Both prove the same night; grids and steps differ a little.
        const auto proven = static_cast<double>(shared.bound().cost_nano);
        EXPECT_NEAR(proven, static_cast<double>(alone.bound().cost_nano), 0.05 * std::abs(proven));
        // The same function at the same prices: exactly the same bound.
        const NightPrices prices = shared.prices();
        const DualFunction function(problem, prices.steps_per_slot, 1);
        EXPECT_EQ(function.evaluate(prices.multipliers, {0, 1}).bound_nano,
                  shared.bound().cost_nano)
            << seed;
    }
}

TEST(ShareCrew, NamesThatTwoTasksHaveAreFoundAcrossBlocks) {
    const ScratchFolder folder;
    const std::string path = folder.file("night.h5");
    Instance night = night_of(2);
    write_instance(path, night);
    TaskBlocks sound(path, 7);
    EXPECT_EQ(ShareCrew(sound, settings()).tasks(), 60u);
    night.tasks.id[50] = night.tasks.id[3];
    write_instance(path, night);
    TaskBlocks blocks(path, 7);
    EXPECT_THROW(ShareCrew(blocks, settings()), InputError);
}

TEST(SharedPass, WhatGoesWrongThereIsToldHere) {
    const Instance night = night_of(2);
    SharesOfRank own;
    own.emplace_back(frame_of(night), std::vector<std::uint32_t>{0, 1}, 2);
    std::vector<std::size_t> rows{0, 1, 2};
    own.front().add(night, rows);
    ShareWork work;
    ThreadRank rank(&work);
    rank.link().send(begin_share_order(frame_of(night), settings(), {{2, 3}}));
    rank.link().send(add_tasks_order(7, frame_of(night)));  // it holds no such share
    const Problem& problem = own.front().among_all();
    const ServerGroups groups(problem);
    const DualLayout layout(problem.view_at_rest(), groups, 1);
    const auto pass =
        shared_pass(own, {&rank.link()}, 3, 1)(problem.view_at_rest(), layout, groups);
    const DualFunction function(problem, 1, 1);
    const PriceIntegrals prices = function.integrate(std::vector<double>(layout.size(), 0));
    EXPECT_THROW(static_cast<void>(pass->price(prices, {0, 1})), Error);
}

}  // namespace
}  // namespace nightwatt
