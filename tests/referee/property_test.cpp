#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "hand/hand_builder.hpp"
#include "hand/hand_instances.hpp"
#include "instance/account_fields.hpp"
#include "referee/referee.hpp"

namespace nightwatt {
namespace {

using hand::Builder;
using hand::make_plan;

void expect_equal_totals(const Totals& a, const Totals& b, double tolerance) {
    visit_totals(a, [&](const Column& column, const auto& left) {
        visit_totals(b, [&](const Column& other, const auto& right) {
            if (column.name != other.name) return;
            EXPECT_NEAR(static_cast<double>(left), static_cast<double>(right),
                        tolerance * (1 + std::abs(static_cast<double>(left))))
                << column.name;
        });
    });
}

/// The same series in slots of half the length.
void halve_slots(Instance& instance) {
    const SeriesTable old = instance.series;
    instance.slot_s /= 2;
    SeriesTable& series = instance.series;
    series = {};
    for (std::size_t row = 0; row != old.size(); ++row) {
        for (int half = 0; half != 2; ++half) {
            series.site.push_back(old.site[row]);
            series.start_s.push_back(old.start_s[row] + half * instance.slot_s);
            series.price_per_kwh.push_back(old.price_per_kwh[row]);
            series.carbon_g_per_kwh.push_back(old.carbon_g_per_kwh[row]);
            series.temperature_c.push_back(old.temperature_c[row]);
            series.renewable_w.push_back(old.renewable_w[row]);
            series.hard_cap_w.push_back(old.hard_cap_w[row]);
            series.soft_cap_w.push_back(old.soft_cap_w[row]);
            series.heat_demand_w.push_back(old.heat_demand_w[row]);
        }
    }
}

/// Everything an hour later: an hour of the first price is put before.
void shift_by_an_hour(Instance& instance, Plan& plan) {
    instance.horizon_s += 3600;
    const auto shift = [](std::vector<double>& column) {
        for (double& value : column) value += 3600;
    };
    shift(instance.tasks.release_s);
    shift(instance.tasks.deadline_s);
    shift(instance.tasks.pin_start_s);
    shift(instance.servers.open_s);
    shift(instance.servers.close_s);
    const std::size_t slots = instance.slots();
    const auto more = static_cast<std::ptrdiff_t>(std::llround(3600 / instance.slot_s));
    const auto put_before = [&](auto& column) {
        for (std::size_t site = instance.sites.size(); site-- != 0;) {
            const auto at = static_cast<std::ptrdiff_t>(site * slots);
            const auto value = column[static_cast<std::size_t>(at)];
            column.insert(column.begin() + at, static_cast<std::size_t>(more), value);
        }
    };
    SeriesTable& series = instance.series;
    put_before(series.price_per_kwh);
    put_before(series.carbon_g_per_kwh);
    put_before(series.temperature_c);
    put_before(series.renewable_w);
    put_before(series.hard_cap_w);
    put_before(series.soft_cap_w);
    put_before(series.heat_demand_w);
    put_before(series.start_s);
    put_before(series.site);
    if (!plan.battery_mw.empty()) put_before(plan.battery_mw);
    const std::size_t shifted = slots + static_cast<std::size_t>(more);
    for (std::size_t at = 0; at < plan.battery_mw.size(); ++at) {
        if (at % shifted < static_cast<std::size_t>(more)) plan.battery_mw[at] = 0;
    }
    for (auto* column : {&plan.start_ms, &plan.end_ms, &plan.hold_ms}) {
        for (std::int64_t& value : *column) value += 3600000;
    }
    for (Sleep& sleep : plan.sleeps) {
        sleep.start_ms += 3600000;
        sleep.end_ms += 3600000;
    }
}

TEST(Property, ShiftingEverythingInTimeChangesOnlyTheMakespan) {
    for (const hand::HandCase& one : hand::hand_cases()) {
        SCOPED_TRACE(one.name);
        hand::HandCase later = one;
        shift_by_an_hour(later.instance, later.plan);
        Totals before = audit(one.instance, one.plan).account.totals;
        Totals after = audit(later.instance, later.plan).account.totals;
        EXPECT_NEAR(after.makespan_s, before.makespan_s + 3600, 1e-9);
        after.cost -= after.makespan_cost - before.makespan_cost;
        after.makespan_cost = before.makespan_cost;
        after.makespan_s = before.makespan_s;
        after.renewable_available_kwh = before.renewable_available_kwh;
        expect_equal_totals(before, after, 1e-12);
    }
}

TEST(Property, HalvingTheSlotsChangesNothingWithoutLimits) {
    for (const hand::HandCase& one : hand::server_cases()) {
        SCOPED_TRACE(one.name);
        hand::HandCase finer = one;
        halve_slots(finer.instance);
        const Audit coarse = audit(one.instance, one.plan);
        Audit fine = audit(finer.instance, finer.plan);
        EXPECT_TRUE(fine.violations.empty());
        EXPECT_GE(fine.account.totals.peak_kw, coarse.account.totals.peak_kw * (1 - 1e-12));
        fine.account.totals.peak_kw = coarse.account.totals.peak_kw;
        expect_equal_totals(coarse.account.totals, fine.account.totals, 1e-12);
    }
}

/// A night of many small tasks over two servers, drawn at random but always feasible.
struct RandomNight {
    Instance instance;
    Plan plan;
};

RandomNight random_night(std::uint64_t seed) {
    std::mt19937_64 random(seed);
    const auto draw = [&](double low, double high) {
        return std::uniform_real_distribution<double>(low, high)(random);
    };
    Builder b(24, 900, {"cores"});
    std::vector<double> price, carbon, temperature, renewable, soft, heat;
    for (int slot = 0; slot != 24; ++slot) {
        price.push_back(draw(-0.05, 0.4));
        carbon.push_back(draw(0, 600));
        temperature.push_back(draw(-5, 35));
        renewable.push_back(draw(0, 800));
        soft.push_back(draw(300, 900));
        heat.push_back(draw(0, 300));
    }
    b.add_class({{1, 1}, {0.71, 0.53}});
    b.add(hand::Site{.price_per_kwh = price,
                     .carbon_g_per_kwh = carbon,
                     .temperature_c = temperature,
                     .renewable_w = renewable,
                     .soft_cap_w = soft,
                     .heat_demand_w = heat,
                     .pue_overhead = 1.07,
                     .peak_price_per_kw = 0.3,
                     .soft_cap_penalty_per_kwh = 0.2,
                     .heat_price_per_kwh = 0.03,
                     .cop = {{0, 7.3}, {30, 3.1}}});
    b.instance().carbon_price_per_kg = 0.07;
    b.instance().makespan_weight_per_h = 0.01;
    std::vector<hand::Step> steps;
    for (int server = 0; server != 2; ++server) {
        // No gap is long enough to wake from, so that the plan has no sleeps to choose.
        b.add(
            hand::Server{.idle_w = 100, .wake_s = 1500, .wake_j = draw(1e3, 1e5), .capacity = {1}});
        double now = 1500;
        while (now < 18000) {
            const double run = std::floor(draw(100, 1500));
            const auto task = static_cast<std::int32_t>(b.instance().tasks.size());
            b.add(hand::Task{.runs = {{run, draw(10, 400)}},
                             .deadline_s = draw(0, 20000),
                             .tardiness_weight_per_h = draw(0, 2)});
            steps.push_back({.task = task, .server = server, .start_s = now, .end_s = now + run});
            now += run + std::floor(draw(0, 2) * 600);
        }
    }
    return {b.instance(), make_plan(steps)};
}

TEST(Property, RowOrderOfTasksDoesNotMatter) {
    for (std::uint64_t seed = 1; seed != 20; ++seed) {
        const RandomNight night = random_night(seed);
        ASSERT_EQ(audit(night.instance, night.plan).violations, std::vector<std::string>{});
        RandomNight turned = night;
        const auto reverse = [](auto& column) { std::reverse(column.begin(), column.end()); };
        TaskTable& tasks = turned.instance.tasks;
        reverse(tasks.id);
        reverse(tasks.deadline_s);
        reverse(tasks.tardiness_weight_per_h);
        RuntimeTable& runs = turned.instance.runtimes;
        reverse(runs.runtime_s);
        reverse(runs.power_w);
        for (auto* column : {&turned.plan.server, &turned.plan.position}) reverse(*column);
        for (auto* column : {&turned.plan.start_ms, &turned.plan.end_ms}) reverse(*column);
        expect_equal_totals(audit(night.instance, night.plan).account.totals,
                            audit(turned.instance, turned.plan).account.totals, 1e-12);
    }
}

TEST(Property, SplittingATaskInTwoChangesNoEnergy) {
    for (std::uint64_t seed = 1; seed != 20; ++seed) {
        RandomNight night = random_night(seed);
        const Totals whole = audit(night.instance, night.plan).account.totals;
        // The first task of server 0 becomes two, one after the other on the same server.
        Instance split = night.instance;
        const std::int64_t middle = (night.plan.start_ms[0] + night.plan.end_ms[0]) / 2000 * 1000;
        TaskTable& tasks = split.tasks;
        tasks.id.push_back("second half");
        for (auto* column :
             {&tasks.release_s, &tasks.deadline_s, &tasks.tardiness_weight_per_h,
              &tasks.frequency_sensitivity, &tasks.input_bytes, &tasks.pin_start_s}) {
            column->push_back(column->front());
        }
        tasks.work.push_back(0);
        for (auto* column : {&tasks.input_site, &tasks.pin_server, &tasks.pin_level}) {
            column->push_back(column->front());
        }
        tasks.need[0].push_back(tasks.need[0].front());
        tasks.tardiness_weight_per_h.front() = 0;
        tasks.deadline_s.front() = std::numeric_limits<double>::quiet_NaN();
        RuntimeTable& runs = split.runtimes;
        runs.task.push_back(static_cast<std::int32_t>(tasks.size()) - 1);
        runs.class_index.push_back(0);
        runs.level.push_back(-1);
        runs.runtime_s.push_back(static_cast<double>(night.plan.end_ms[0] - middle) / 1e3);
        runs.power_w.push_back(runs.power_w.front());
        runs.runtime_s.front() = static_cast<double>(middle - night.plan.start_ms[0]) / 1e3;
        Plan plan = night.plan;
        for (std::size_t task = 0; task != plan.size(); ++task) {
            if (plan.server[task] == 0 && task != 0) ++plan.position[task];
        }
        plan.server.push_back(0);
        plan.position.push_back(1);
        plan.level.push_back(0);
        plan.hold_ms.push_back(0);
        plan.start_ms.push_back(middle);
        plan.end_ms.push_back(plan.end_ms[0]);
        plan.end_ms[0] = middle;
        const Audit found = audit(split, plan);
        EXPECT_EQ(found.violations, std::vector<std::string>{});
        expect_equal_totals(whole, found.account.totals, 1e-12);
    }
}

/// Changes one number of a plan; returns false where the change leaves the plan as it was.
bool mutate(Plan& plan, std::mt19937_64& random) {
    const Plan before = plan;
    const std::size_t task = random() % plan.size();
    switch (random() % 6) {
        case 0:
            plan.start_ms[task] += static_cast<std::int64_t>(random() % 2001) - 1000;
            break;
        case 1:
            plan.end_ms[task] -= 1 + static_cast<std::int64_t>(random() % 1000);
            break;
        case 2:
            plan.level[task] = static_cast<std::int32_t>(random() % 3) - 1;
            break;
        case 3:
            plan.position[task] += static_cast<std::int32_t>(random() % 3) - 1;
            break;
        case 4:
            // The last task of a server may well find room on the other; the first leaves a hole.
            if (plan.position[task] == 0) plan.server[task] = 1 - plan.server[task];
            break;
        default:
            plan.hold_ms[task] = plan.start_ms[task] + 1;
            break;
    }
    return !(plan == before);
}

TEST(Property, EveryMutationOfATightPlanIsFound) {
    std::mt19937_64 random(7);
    for (std::uint64_t seed = 1; seed != 40; ++seed) {
        const RandomNight night = random_night(seed);
        for (int round = 0; round != 50; ++round) {
            Plan plan = night.plan;
            if (!mutate(plan, random)) continue;
            EXPECT_FALSE(audit(night.instance, plan).violations.empty());
        }
    }
}

}  // namespace
}  // namespace nightwatt
