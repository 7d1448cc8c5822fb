#include "referee/together.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "problem/decode.hpp"
#include "problem/random_instance.hpp"
#include "shares/deal_night.hpp"
#include "shares/some_rows.hpp"

namespace nightwatt {
namespace {

/// A plan of which each share's tasks stay on the share's servers, audited as a whole and by
/// shares.
TEST(AuditTogether, SettlesWhatTheWholePlanIsAuditedTo) {
    int coupled = 0;
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
        Instance night =
            random_instance(seed, {.tasks = 40, .servers = 8, .coupled = seed % 2 == 0});
        night.makespan_weight_per_h = 0;
        night.batteries = {};
        const Problem problem(night);
        coupled += problem.view().coupled ? 1 : 0;
        const Plan plan = decode(problem, random_genes(problem, seed)).plan;
        const Audit whole = audit(night, plan);
        Instance frame = night;
        frame.tasks = {};
        frame.tasks.need.resize(night.resources.size());
        frame.runtimes = {};

        std::vector<Account> accounts;
        for (const int share : {0, 1}) {
            // Even and odd servers.
            std::vector<std::size_t> rows;
            std::vector<std::uint32_t> servers;
            for (std::uint32_t i = 0; i < night.servers.size(); ++i) {
                if (i % 2 == static_cast<std::uint32_t>(share)) servers.push_back(i);
            }
            Plan own;
            for (std::size_t j = 0; j < plan.size(); ++j) {
                if (plan.server[j] % 2 != share) continue;
                rows.push_back(j);
                own.server.push_back(plan.server[j] / 2);
                own.position.push_back(plan.position[j]);
                own.level.push_back(plan.level[j]);
                own.hold_ms.push_back(plan.hold_ms[j]);
                own.start_ms.push_back(plan.start_ms[j]);
                own.end_ms.push_back(plan.end_ms[j]);
            }
            for (const Sleep& sleep : plan.sleeps) {
                if (sleep.server % 2 != share) continue;
                own.sleeps.push_back({sleep.server / 2, sleep.start_ms, sleep.end_ms});
            }
            Instance some = frame;
            append_tasks(night, rows, some);
            accounts.push_back(audit(with_servers(some, servers), own).account);
        }
        const Account* const both[] = {&accounts[0], &accounts[1]};
        const Totals found = audit_together(frame, both, {}).account.totals;
        const Totals& expected = whole.account.totals;
        const double scale = 1e-9 * (1 + std::abs(expected.cost));
        EXPECT_NEAR(found.cost, expected.cost, scale) << seed;
        EXPECT_NEAR(found.energy_cost, expected.energy_cost, scale);
        EXPECT_NEAR(found.peak_cost, expected.peak_cost, scale);
        EXPECT_NEAR(found.soft_cap_cost, expected.soft_cap_cost, scale);
        EXPECT_NEAR(found.renewable_kwh, expected.renewable_kwh, 1e-9 * (1 + found.renewable_kwh));
        EXPECT_NEAR(found.tardiness_cost, expected.tardiness_cost, scale);
        EXPECT_EQ(found.late_tasks, expected.late_tasks);
        EXPECT_EQ(found.servers_used, expected.servers_used);
        EXPECT_EQ(found.makespan_s, expected.makespan_s);
    }
    EXPECT_GT(coupled, 0);
}

}  // namespace
}  // namespace nightwatt
