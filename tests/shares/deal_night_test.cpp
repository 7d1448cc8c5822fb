#include "shares/deal_night.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "generate/night.hpp"
#include "instance/check.hpp"
#include "problem/random_instance.hpp"
#include "shares/some_rows.hpp"

namespace nightwatt {
namespace {

std::vector<std::vector<std::uint32_t>> servers_of(const NightDealer& dealer,
                                                   std::uint32_t shares) {
    std::vector<std::vector<std::uint32_t>> servers(shares);
    for (std::uint32_t i = 0; i < dealer.server_share().size(); ++i) {
        servers[dealer.server_share()[i]].push_back(i);
    }
    return servers;
}

double sum(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}

/// The share's own night.
Instance night_of(const Instance& whole, const std::vector<std::uint32_t>& servers,
                  const std::vector<std::uint32_t>& task_share, std::uint32_t share) {
    std::vector<std::size_t> rows;
    for (std::size_t j = 0; j < task_share.size(); ++j) {
        if (task_share[j] == share) rows.push_back(j);
    }
    Instance night = whole;
    night.tasks = {};
    night.runtimes = {};
    night.requests = {};
    night.runtime_spreads = {};
    append_tasks(whole, rows, night);
    return with_servers(std::move(night), servers);
}

TEST(NightDealer, EveryShareIsASoundNightAndNothingIsLost) {
    for (const std::uint64_t seed : {1u, 2u, 3u, 4u}) {
        const Instance whole = random_instance(
            seed, {.tasks = 60, .servers = 12, .coupled = true, .pinned = seed % 2 == 0});
        const std::uint32_t shares = 3;
        NightDealer dealer(whole, shares);
        const std::vector<std::uint32_t> task_share = dealer.deal(whole);
        const auto servers = servers_of(dealer, shares);
        std::size_t tasks = 0;
        double renewable_w = 0;
        double heat_demand_w = 0;
        double cap_kwh = 0;
        for (std::uint32_t s = 0; s < shares; ++s) {
            EXPECT_EQ(servers[s].size(), 4u);
            const Instance night = night_of(whole, servers[s], task_share, s);
            for (const std::string& problem : check(night)) {
                // What is left of a battery where a share has no server of its site.
                EXPECT_NE(problem.find("/batteries"), std::string::npos) << seed << ": " << problem;
            }
            tasks += night.tasks.size();
            renewable_w += sum(night.series.renewable_w);
            heat_demand_w += sum(night.series.heat_demand_w);
            cap_kwh += night.energy_cap_kwh;
        }
        EXPECT_EQ(tasks, whole.tasks.size());
        EXPECT_NEAR(renewable_w, sum(whole.series.renewable_w), 1e-6 * renewable_w);
        EXPECT_NEAR(heat_demand_w, sum(whole.series.heat_demand_w), 1e-6 * heat_demand_w);
        if (!std::isnan(whole.energy_cap_kwh)) {
            EXPECT_NEAR(cap_kwh, whole.energy_cap_kwh, 1e-6);
        }
    }
}

TEST(NightDealer, PinnedTasksGoWithTheirServer) {
    Instance whole = random_instance(5, {.tasks = 40, .servers = 8, .pinned = true});
    NightDealer dealer(whole, 4);
    const std::vector<std::uint32_t> task_share = dealer.deal(whole);
    const auto servers = servers_of(dealer, 4);
    std::size_t pinned = 0;
    for (std::uint32_t s = 0; s < 4; ++s) {
        std::vector<std::size_t> rows;
        for (std::size_t j = 0; j < task_share.size(); ++j) {
            if (task_share[j] == s) rows.push_back(j);
        }
        const Instance night = night_of(whole, servers[s], task_share, s);
        for (std::size_t n = 0; n < rows.size(); ++n) {
            const std::int32_t pin = night.tasks.pin_server[n];
            ASSERT_EQ(pin < 0, whole.tasks.pin_server[rows[n]] < 0);
            if (pin < 0) continue;
            ++pinned;
            EXPECT_EQ(night.servers.id[static_cast<std::size_t>(pin)],
                      whole.servers.id[static_cast<std::size_t>(whole.tasks.pin_server[rows[n]])]);
        }
    }
    EXPECT_GT(pinned, 0u);
}

TEST(NightDealer, AServerOfWhichThereIsOneGetsTheTasksThatNeedIt) {
    NightRecipe recipe;
    recipe.tasks = 300;
    recipe.servers = 9;
    Instance whole = generate_night(recipe);
    // One of its class is ten times as large, and every task that may use the class needs it all.
    whole.servers.capacity[0][4] *= 10;
    std::size_t large = 0;
    std::vector<bool> needs_it(whole.tasks.size());
    for (std::size_t row = 0; row < whole.runtimes.size(); ++row) {
        if (whole.runtimes.class_index[row] != whole.servers.class_index[4]) continue;
        const auto j = static_cast<std::size_t>(whole.runtimes.task[row]);
        if (j % 3 != 0) continue;
        whole.tasks.need[0][j] = whole.servers.capacity[0][4];
        needs_it[j] = true;
        ++large;
    }
    ASSERT_GT(large, 10u);
    NightDealer dealer(whole, 3);
    const std::vector<std::uint32_t> task_share = dealer.deal(whole);
    for (std::size_t j = 0; j < needs_it.size(); ++j) {
        if (!needs_it[j]) continue;
        EXPECT_EQ(task_share[j], dealer.server_share()[4]) << j;
    }
}

TEST(NightDealer, SharesAreAlikeWhateverRepeatsInTheFile) {
    NightRecipe recipe;
    recipe.tasks = 4000;
    recipe.servers = 40;
    Instance whole = generate_night(recipe);
    // Every fourth task is ten times as long.
    for (std::size_t row = 0; row < whole.runtimes.size(); ++row) {
        whole.runtimes.runtime_s[row] = whole.runtimes.task[row] % 4 == 0 ? 1000 : 100;
    }
    NightDealer dealer(whole, 4);
    const std::vector<std::uint32_t> task_share = dealer.deal(whole);
    std::vector<double> long_ones(4), all(4);
    for (std::size_t j = 0; j < task_share.size(); ++j) {
        all[task_share[j]] += 1;
        if (j % 4 == 0) long_ones[task_share[j]] += 1;
    }
    for (int s = 0; s < 4; ++s) {
        EXPECT_NEAR(all[s], 1000, 10);
        EXPECT_NEAR(long_ones[s], 250, 60);
    }
}

TEST(NightDealer, BlocksDoNotMatterToWhatATaskFits) {
    const Instance whole = random_instance(7, {.tasks = 48, .servers = 12});
    NightDealer dealer(whole, 3);
    const std::vector<std::uint32_t> at_once = dealer.deal(whole);
    EXPECT_EQ(NightDealer(whole, 3).deal(whole), at_once);
}

}  // namespace
}  // namespace nightwatt
