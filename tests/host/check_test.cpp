#include "instance/check.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>

#include "instance/columns.hpp"
#include "instance/tables.hpp"
#include "tests/io/sample_instance.hpp"

namespace nightwatt {
namespace {

std::string problems_after(const std::function<void(Instance&)>& change) {
    Instance instance = sample_instance();
    change(instance);
    std::string all;
    for (const std::string& problem : check(instance)) all += problem + "\n";
    return all;
}

void expect_problem(const std::string& expected, const std::function<void(Instance&)>& change) {
    const std::string problems = problems_after(change);
    EXPECT_NE(problems.find(expected), std::string::npos)
        << "expected: " << expected << "\nin: " << problems;
}

void expect_sound(const std::function<void(Instance&)>& change) {
    EXPECT_EQ(problems_after(change), "");
}

TEST(Check, ValuesOutOfRangeAreNamedWithTableRowIdAndValue) {
    expect_problem("/tasks/release_s[2] 'gamma': is -3; must not be negative",
                   [](Instance& i) { i.tasks.release_s[2] = -3; });
    expect_problem("/tasks/release_s[2] 'gamma': is nan; must be a finite number",
                   [](Instance& i) { i.tasks.release_s[2] = none; });
    expect_problem("/runtimes/runtime_s[1]: is -5; must be above 0",
                   [](Instance& i) { i.runtimes.runtime_s[1] = -5; });
    expect_problem("/runtimes/power_w[1]: is inf", [](Instance& i) {
        i.runtimes.power_w[1] = std::numeric_limits<double>::infinity();
    });
    expect_problem("frequency_sensitivity[0] 'alpha': is 1.5; must be from 0 to 1",
                   [](Instance& i) { i.tasks.frequency_sensitivity[0] = 1.5; });
    expect_problem("attribute horizon_s: is nan", [](Instance& i) { i.horizon_s = none; });
}

TEST(Check, NegativePricesAreOrdinary) {
    expect_sound([](Instance& i) {
        for (double& price : i.series.price_per_kwh) price = -0.1;
    });
}

TEST(Check, ASoftCapWithoutPenaltyAndHeatWithoutDemandAreFine) {
    expect_sound([](Instance& i) {
        i.sites.soft_cap_penalty_per_kwh = {0, 0};
        for (double& demand : i.series.heat_demand_w) demand = 0;
    });
}

TEST(Check, AnEmptyQueueIsSound) {
    expect_sound([](Instance& i) {
        i.tasks = {};
        i.tasks.need.resize(2);
        i.runtimes = {};
        i.requests = {};
        i.runtime_spreads = {};
    });
}

TEST(Check, TablesWithoutRowsAreNamed) {
    expect_problem("/servers: has no rows", [](Instance& i) {
        i.servers = {};
        i.servers.capacity.resize(2);
    });
}

TEST(Check, DuplicateAndUnprintableIdsAreNamed) {
    expect_problem("/servers/id[1]: 'node-1' stands in an earlier row already",
                   [](Instance& i) { i.servers.id[1] = "node-1"; });
    expect_problem("/tasks/id[0]: is empty", [](Instance& i) { i.tasks.id[0] = ""; });
    expect_problem("/tasks/id[0]: '?[31m' must be UTF-8",
                   [](Instance& i) { i.tasks.id[0] = "\x1b[31m"; });
}

TEST(Check, RowNumbersOfOtherTablesAreChecked) {
    expect_problem("/servers/site[0] 'node-1': is 2; must be a row of /sites, 0 to 1",
                   [](Instance& i) { i.servers.site[0] = 2; });
    expect_problem("/tasks/pin_server[0] 'alpha': is -2; must be a row of /servers, 0 to 2, or -1",
                   [](Instance& i) { i.tasks.pin_server[0] = -2; });
    expect_problem("/runtimes/task[0]: is -1", [](Instance& i) { i.runtimes.task[0] = -1; });
}

TEST(Check, AWindowOfNoTimeIsNamed) {
    const auto window = [](Instance& i, double open_s, double close_s) {
        i.servers.open_s[0] = open_s;
        i.servers.close_s[0] = close_s;
    };
    expect_problem("/servers/open_s[0] 'node-1': is 3600 s, not before the window's end at 3600 s",
                   [&](Instance& i) { window(i, 3600, 3600); });
    expect_problem("is 14400 s, not before the window's end at 14400 s",
                   [&](Instance& i) { window(i, 14400, none); });
    expect_sound([&](Instance& i) { window(i, 0, 14400); });
}

TEST(Check, DeadlineBeforeReleaseIsNamed) {
    expect_problem("/tasks/deadline_s[3] 'd\u00e9lta': is 100 s, before the release at 3600 s",
                   [](Instance& i) { i.tasks.deadline_s[3] = 100; });
}

TEST(Check, ZeroCapacityAndZeroNeedAreNamed) {
    expect_problem("/servers[0] 'node-1': has zero capacity of every resource (cpu, gpu)",
                   [](Instance& i) { i.servers.capacity[0][0] = 0; });
    expect_problem("/tasks[2] 'gamma': needs no resource",
                   [](Instance& i) { i.tasks.need[0][2] = 0; });
}

TEST(Check, LevelsGoFromFullFrequencyDown) {
    expect_problem("the first level of class 'cpu-node' has frequency 0.9",
                   [](Instance& i) { i.levels.relative_frequency[0] = 0.9; });
    expect_problem("levels go from fast to slow",
                   [](Instance& i) { i.levels.relative_frequency[1] = 1.25; });
    expect_problem("rows must be sorted by class", [](Instance& i) {
        std::swap(i.levels.class_index[0], i.levels.class_index[2]);
    });
}

TEST(Check, AClassHasNoMoreLevelsThanAGeneCanName) {
    const auto with_levels = [](Instance& i, std::size_t count) {
        i.runtimes.level.assign(i.runtimes.size(), -1);
        i.tasks.pin_level.assign(i.tasks.size(), -1);
        i.levels = {};
        for (std::size_t level = 0; level < count; ++level) {
            i.levels.class_index.push_back(1);
            i.levels.relative_frequency.push_back(1 - 0.001 * static_cast<double>(level));
            i.levels.relative_power.push_back(1);
        }
    };
    Instance instance = sample_instance();
    with_levels(instance, 256);
    EXPECT_EQ(check(instance), std::vector<std::string>{});
    expect_problem("/levels/class_index[256]: class 'accelerator' has more than 256 levels",
                   [&](Instance& i) { with_levels(i, 300); });
}

TEST(Check, RuntimesAreSortedUniqueAndOfKnownLevels) {
    expect_problem("rows must be sorted by task",
                   [](Instance& i) { std::swap(i.runtimes.task[0], i.runtimes.task[5]); });
    expect_problem("stand in an earlier row already",
                   [](Instance& i) { i.runtimes.class_index[1] = 0; });
    expect_problem("is 2; class 'accelerator' has the levels 0 to 1",
                   [](Instance& i) { i.runtimes.level[3] = 2; });
    expect_problem("either all name a level", [](Instance& i) {
        i.runtimes.class_index[1] = 0;
        i.runtimes.level[1] = 1;
    });
    expect_problem("/tasks[3] 'd\u00e9lta': has no row in /runtimes",
                   [](Instance& i) { i.runtimes.task[5] = 2; });
}

TEST(Check, SeriesCoverTheHorizonInOrder) {
    expect_problem("/series: has 8 rows; 2 sites times 5 slots of 3600 s make 10",
                   [](Instance& i) { i.horizon_s = 18000; });
    expect_problem("/series/start_s[5]: is 3601 s; slot 1 of site 'south' starts at 3600 s",
                   [](Instance& i) { i.series.start_s[5] = 3601; });
    expect_problem("rows are sorted by site and slot",
                   [](Instance& i) { std::swap(i.series.site[0], i.series.site[7]); });
}

TEST(Check, SpreadsStandRowByRowBesideTheSeries) {
    for (const bool one_more : {false, true}) {
        expect_problem(one_more ? "/spreads: has 9 rows, but stands row by row beside the 8"
                                : "/spreads: has 7 rows, but stands row by row beside the 8",
                       [&](Instance& i) {
                           visit_columns(i.spreads, [&](const Column&, auto& values) {
                               values.resize(one_more ? 9 : 7, values[0]);
                           });
                       });
    }
}

TEST(Check, SlotsAreWholeMillisecondsThatDivideTheHorizon) {
    expect_problem("is not a whole number of slots", [](Instance& i) { i.horizon_s = 15000; });
    expect_problem("slot_s: is 0.0001 s, not a whole number of milliseconds",
                   [](Instance& i) { i.slot_s = 0.0001; });
}

TEST(Check, ChoicesAndMomentsAreSpelledRight) {
    expect_problem("carbon_kind: is 'mean'; must be 'average' or 'marginal'",
                   [](Instance& i) { i.carbon_kind = "mean"; });
    expect_problem("epoch: is '2023-02-29T00:00:00Z'",
                   [](Instance& i) { i.epoch = "2023-02-29T00:00:00Z"; });
    expect_problem("epoch: is '2023-01-01 00:00'",
                   [](Instance& i) { i.epoch = "2023-01-01 00:00"; });
    expect_problem("benchmark_objective: is 'speed'",
                   [](Instance& i) { i.benchmark.objective = "speed"; });
}

TEST(Check, ResourcesAreOneToFourDistinctNames) {
    expect_problem("'cpu' stands there twice", [](Instance& i) { i.resources = {"cpu", "cpu"}; });
    expect_problem("must be of letters, digits", [](Instance& i) { i.resources[1] = "gpu/0"; });
    expect_problem("holds 0 names", [](Instance& i) { i.resources.clear(); });
}

TEST(Check, AmountsThatNoIntegerHoldsAreRefused) {
    expect_problem("must be within ten years", [](Instance& i) { i.tasks.deadline_s[0] = 4e8; });
    expect_problem("at most 4294967 s can be held",
                   [](Instance& i) { i.runtimes.runtime_s[0] = 5e6; });
    expect_problem("rounds to no time", [](Instance& i) { i.runtimes.runtime_s[0] = 1e-5; });
    expect_problem("at most 4294967 W can be held", [](Instance& i) { i.servers.idle_w[0] = 5e6; });
    expect_problem("must be below 1e18", [](Instance& i) { i.tasks.work[0] = 1e200; });
    expect_problem("gives a rate of", [](Instance& i) { i.series.price_per_kwh[0] = -1e12; });
    expect_problem("a PUE of", [](Instance& i) { i.cop.cop[2] = 1e-9; });
    expect_problem("units are allowed", [](Instance& i) { i.tasks.need[0][0] = 1u << 31; });
}

TEST(Check, LinksAreBetweenDifferentSitesAndUnique) {
    expect_problem("leads from site 'north' to itself",
                   [](Instance& i) { i.links.to_site[0] = 0; });
    expect_problem("stands in an earlier row already", [](Instance& i) {
        i.links.from_site[1] = 0;
        i.links.to_site[1] = 1;
    });
}

TEST(Check, BatteriesCanDoWhatIsAskedOfThem) {
    expect_problem("/batteries/charge_efficiency[0]: is 0; must be from 0.01 to 1",
                   [](Instance& i) { i.batteries.charge_efficiency[0] = 0; });
    expect_problem("/batteries/discharge_efficiency[0]: is 1.5",
                   [](Instance& i) { i.batteries.discharge_efficiency[0] = 1.5; });
    expect_problem("/batteries/capacity_wh[0]: is 0",
                   [](Instance& i) { i.batteries.capacity_wh[0] = 0; });
    expect_problem("at most 1000000000 can be held",
                   [](Instance& i) { i.batteries.charge_w[0] = 2e9; });
    expect_problem("is 6000 Wh, more than the capacity of 5000.5 Wh at site 'south'",
                   [](Instance& i) { i.batteries.start_wh[0] = 6000; });
    expect_problem(
        "site 'south' cannot reach 5000 Wh by the end: from 1000 Wh, charged all night "
        "at 15 W, it reaches 1057 Wh",
        [](Instance& i) {
            i.batteries.end_wh[0] = 5000;
            i.batteries.charge_w[0] = 15;
        });
    expect_problem("/batteries/site[0]: is 2; must be a row of /sites",
                   [](Instance& i) { i.batteries.site[0] = 2; });
    expect_problem("site 'south' has a battery in an earlier row already", [](Instance& i) {
        visit_columns(i.batteries,
                      [](const Column&, auto& values) { values.push_back(values[0]); });
    });
    expect_problem("with a battery it must be at least 0.1", [](Instance& i) {
        i.sites.pue_overhead[1] = 0;
        i.cop.site = {0, 0, 0};
        i.cop.temperature_c = {0, 30, 40};
    });
}

TEST(CheckFit, NamesTheNearestMiss) {
    expect_problem("'alpha': fits no server: it needs 17 of 'cpu', and server 'node-1' has 16",
                   [](Instance& i) { i.tasks.need[0][0] = 17; });
    expect_problem("no server is of a class that it may use ('cpu-node')", [](Instance& i) {
        i.servers.class_index = {1, 1, 1};
        i.runtimes.class_index[2] = 1;
        i.runtimes.level[2] = 0;
    });
    expect_problem("it is pinned to server 'accel' of class 'accelerator', for which it has no",
                   [](Instance& i) { i.tasks.pin_server[2] = 2; });
    expect_problem("it is pinned to level 1, which it cannot use on class 'cpu-node'",
                   [](Instance& i) {
                       i.tasks.pin_level[2] = 1;
                       i.runtimes.level[4] = 0;
                   });
    expect_problem("its input lies at site 'south', and no link leads to site 'north'",
                   [](Instance& i) {
                       i.links = {};
                       i.tasks.pin_server[2] = 0;
                   });
    expect_problem("it is pinned to start at 10 s, and on server 'accel' it can start at 60.5 s",
                   [](Instance& i) {
                       i.tasks.release_s[3] = 0;
                       i.tasks.pin_start_s[3] = 10;
                   });
    expect_problem(
        "it would run from 14000 s to 15000 s at the earliest, and that must end by 14400 s",
        [](Instance& i) { i.tasks.pin_start_s[3] = 14000; });
}

TEST(CheckFit, TheWindowIsJudgedAtTheFastestLevelFromTheReadyTime) {
    // gamma: ready at 1800.125 s on its own site south, 60.25 s long, b = 0, server node-2.
    const auto closing_at = [](double close_s) {
        return [close_s](Instance& i) {
            i.servers.close_s[1] = close_s;
            i.tasks.pin_server[2] = 1;
            i.tasks.pin_server[1] = 2;
        };
    };
    expect_sound(closing_at(1860.375));
    expect_problem("'gamma': fits no server", closing_at(1860.374));
    // On site north its 5e8 bytes at 2e8 byte/s take 2.5 s more.
    const auto north_closing_at = [](double close_s) {
        return [close_s](Instance& i) {
            i.servers.close_s[0] = close_s;
            i.tasks.pin_server[2] = 0;
        };
    };
    expect_sound(north_closing_at(1862.875));
    expect_problem("'gamma': fits no server", north_closing_at(1862.874));
}

TEST(CheckFit, AFittingServerBehindAStrongerOneIsFound) {
    // node-1 closes early but has more cores; node-2 is weaker and open longer.
    expect_sound([](Instance& i) {
        i.servers.site = {0, 0, 1};
        i.servers.capacity[0] = {64, 16, 8};
        i.servers.close_s[0] = 700;
        i.tasks.need[0][2] = 16;
    });
}

TEST(Check, ProblemsOfEveryKindAreSaidAtOnce) {
    const std::string problems = problems_after([](Instance& i) {
        i.carbon_kind = "mixed";
        i.tasks.id[1] = i.tasks.id[0];
        i.tasks.deadline_s[2] = i.tasks.release_s[2] - 1;
        i.tasks.release_s[3] = none;
        i.tasks.need[0][0] = 1000;
        i.runtimes.runtime_s.back() = -5;
        for (auto& capacity : i.servers.capacity) capacity[1] = 0;
        i.series.start_s[1] += 1;
        i.links.to_site[0] = i.links.from_site[0];
    });
    for (const char* expected :
         {"carbon_kind: is 'mixed'", "/tasks/id[1]: 'alpha' stands in an earlier row already",
          "/tasks/deadline_s[2] 'gamma': is", "/tasks/release_s[3] 'd",
          "/tasks[0] 'alpha': fits no server: it needs 1000 of 'cpu'", "is -5; must be above 0",
          "/servers[1] 'node-2': has zero capacity", "/series/start_s[1]: is",
          "/links[0]: leads from site"}) {
        EXPECT_NE(problems.find(expected), std::string::npos) << expected << "\nin: " << problems;
    }
}

TEST(Check, AValueOutOfRangeIsNamedOnce) {
    EXPECT_EQ(check([] {
                  Instance instance = sample_instance();
                  instance.tasks.deadline_s[2] = -1;
                  instance.runtimes.runtime_s[0] = std::numeric_limits<double>::infinity();
                  instance.servers.idle_w[0] = std::numeric_limits<double>::infinity();
                  return instance;
              }())
                  .size(),
              3u);
}

TEST(Check, RepeatedProblemsAreCut) {
    Instance instance = sample_instance();
    for (int n = 0; n < 1000; ++n) {
        instance.links.from_site.push_back(7);
        instance.links.to_site.push_back(0);
        instance.links.bandwidth_bytes_per_s.push_back(1);
        instance.links.energy_j_per_byte.push_back(0);
    }
    const std::vector<std::string> problems = check(instance);
    ASSERT_EQ(problems.size(), 6u);
    EXPECT_EQ(problems[5], "... and 995 more like this (/links/from_site)");
}

TEST(Check, ColumnsOfUnequalLengthAreReportedNotRead) {
    expect_problem("/tasks/work: has 3 rows where the table has 4",
                   [](Instance& i) { i.tasks.work.pop_back(); });
    expect_problem("resource column 'gpu' has 1 rows, not 4",
                   [](Instance& i) { i.tasks.need[1].resize(1); });
}

}  // namespace
}  // namespace nightwatt
