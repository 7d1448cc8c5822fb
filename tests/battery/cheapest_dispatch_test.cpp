#include "battery/cheapest_dispatch.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "errors.hpp"
#include "hand/hand_builder.hpp"
#include "instance/check.hpp"
#include "kernels/coupling.hpp"
#include "lp/solver.hpp"
#include "problem/problem.hpp"

namespace nightwatt {
namespace {

class RandomNights {
  public:
    explicit RandomNights(std::uint64_t seed) : bits_(seed) {}
    double between(double low, double high) {
        return low + (high - low) * static_cast<double>(bits_() % 1'000'001) / 1e6;
    }
    bool chance(int percent) { return bits_() % 100 < static_cast<std::uint64_t>(percent); }

  private:
    std::mt19937_64 bits_;
};

/// A night of one site with a battery, and what its servers draw. Some have renewable power, some
/// caps, some a peak charge, some negative prices, some a level to end with.
struct BatteryCase {
    Instance instance;
    std::vector<std::int64_t> energy_uj;
};

BatteryCase battery_case(std::uint64_t seed) {
    RandomNights random(seed);
    const auto slots = static_cast<std::size_t>(random.between(1, 30));
    const double slot_s = random.chance(50) ? 3600 : 900;
    const bool negative = random.chance(40);
    const bool solar = random.chance(50);
    const bool caps = random.chance(40);
    hand::Site site;
    site.pue_overhead = random.between(1, 1.4);
    site.peak_price_per_kw = random.chance(50) ? random.between(0.01, 1) : 0;
    site.soft_cap_penalty_per_kwh = caps ? random.between(0.1, 1) : 0;
    BatteryCase made;
    for (std::size_t t = 0; t < slots; ++t) {
        site.price_per_kwh.push_back(random.between(negative ? -0.2 : 0, 0.5));
        site.renewable_w.push_back(solar ? random.between(0, 2000) : 0);
        site.soft_cap_w.push_back(caps ? random.between(500, 2500) : none);
        site.hard_cap_w.push_back(caps ? random.between(2500, 4000) : none);
        const double it_w = random.chance(20) ? 0 : random.between(100, 2200);
        made.energy_uj.push_back(std::llround(it_w * 1e6 * slot_s));
    }
    hand::Builder builder(slots, slot_s);
    builder.add_class().add(site).add(hand::Server{});
    made.instance = builder.instance();
    const double capacity_wh = random.between(200, 6000);
    const double charge_w = random.between(0, 2000);
    const double efficiency = random.between(0.7, 1);
    const double start_wh = random.between(0, capacity_wh);
    const double hours = slot_s / 3600 * static_cast<double>(slots);
    const double reach_wh = std::min(capacity_wh, start_wh + charge_w * efficiency * hours);
    BatteryTable& table = made.instance.batteries;
    table.site = {0};
    table.capacity_wh = {capacity_wh};
    table.charge_w = {charge_w};
    table.discharge_w = {random.between(0, 2000)};
    table.charge_efficiency = {efficiency};
    table.discharge_efficiency = {random.chance(30) ? 1 : random.between(0.7, 1)};
    table.start_wh = {start_wh};
    table.end_wh = {random.chance(50) ? 0 : std::min(reach_wh, random.between(0, 1.3 * reach_wh))};
    return made;
}

/// What the site's slots cost, by the planner's own formulas.
SiteScore planner_score(Problem& problem, const BatteryCase& the_case,
                        const std::vector<std::int64_t>& power_mw) {
    problem.set_dispatch(power_mw);
    const ProblemView p = problem.view();
    SiteScore score;
    std::int64_t peak_nano = 0;
    for (std::uint32_t t = 0; t < p.slot_count; ++t) {
        const SlotScore slot = score_slot(p.limits[t], p.tariff[t].rate, the_case.energy_uj[t]);
        score.cost_nano += slot.cost_nano + priced(the_case.energy_uj[t], p.tariff[t].rate);
        score.violation_j += slot.violation_j;
        peak_nano = std::max(peak_nano, slot.peak_nano);
    }
    score.cost_nano += peak_nano;
    return score;
}

/// The same night as a linear programme, in kWh and money, from the physical input.
LpSolution least_by_programme(const BatteryCase& the_case) {
    const Instance& i = the_case.instance;
    const BatteryTable& table = i.batteries;
    const double slot_h = i.slot_s / 3600;
    const double pue = i.sites.pue_overhead[0];
    const std::size_t slots = i.slots();
    LinearProgramme lp;
    const auto kwh = [&](double watt) { return watt / 1e3 * slot_h; };
    struct Rows {
        int level, grid, soft, hard, peak;
    };
    std::vector<Rows> rows;
    for (std::size_t t = 0; t < slots; ++t) {
        const double load = pue * static_cast<double>(the_case.energy_uj[t]) / uj_per_kwh;
        const bool paid = i.series.price_per_kwh[t] < 0;
        const double free = paid ? 0 : kwh(i.series.renewable_w[t]);
        const double start = t == 0 ? table.start_wh[0] / 1e3 : 0;
        rows.push_back(
            {lp.add_row(start, start), lp.add_row(load - free, paid ? load - free : INFINITY),
             lp.add_row(std::isnan(i.series.soft_cap_w[t]) ? -INFINITY
                                                           : load - kwh(i.series.soft_cap_w[t]),
                        INFINITY),
             lp.add_row(-INFINITY, std::isnan(i.series.hard_cap_w[t])
                                       ? INFINITY
                                       : kwh(i.series.hard_cap_w[t]) - load),
             lp.add_row(0, INFINITY)});
    }
    const int end = lp.add_row(table.end_wh[0] / 1e3, INFINITY);
    for (std::size_t t = 0; t < slots; ++t) {
        const double price = i.series.price_per_kwh[t];
        lp.add_column(0, kwh(table.charge_w[0]));  // charged
        lp.add_entry(rows[t].level, -table.charge_efficiency[0]);
        lp.add_entry(rows[t].grid, -1);
        lp.add_entry(rows[t].soft, -1);
        lp.add_entry(rows[t].hard, 1);
        lp.add_column(0, price < 0 ? 0 : kwh(table.discharge_w[0]));  // discharged
        lp.add_entry(rows[t].level, 1 / table.discharge_efficiency[0]);
        lp.add_entry(rows[t].grid, 1);
        lp.add_entry(rows[t].soft, 1);
        lp.add_entry(rows[t].hard, -1);
        lp.add_column(0, table.capacity_wh[0] / 1e3);  // level
        lp.add_entry(rows[t].level, 1);
        if (t + 1 < slots) lp.add_entry(rows[t + 1].level, -1);
        if (t + 1 == slots) lp.add_entry(end, 1);
        lp.add_column(price, INFINITY);  // from the grid
        lp.add_entry(rows[t].grid, 1);
        lp.add_entry(rows[t].peak, -1);
        lp.add_column(i.sites.soft_cap_penalty_per_kwh[0], INFINITY);  // above the soft cap
        lp.add_entry(rows[t].soft, 1);
    }
    lp.add_column(i.sites.peak_price_per_kw[0] / slot_h, INFINITY);  // the highest slot
    for (std::size_t t = 0; t < slots; ++t) lp.add_entry(rows[t].peak, 1);
    return solve(lp, [] { return false; });
}

/// Money that rounding the battery's power to whole mW can cost: about two mW in every slot, at the
/// highest slope that a slot can have.
double rounding_money(const Instance& i) {
    const double mw_kwh = 1e-6 * i.slot_s / 3600;
    const double slope = 0.5 + i.sites.soft_cap_penalty_per_kwh[0] +
                         i.sites.peak_price_per_kw[0] / (i.slot_s / 3600);
    return 4 * mw_kwh * slope * static_cast<double>(i.slots() + 1);
}

TEST(CheapestDispatch, CostsWhatTheLinearProgrammesOptimumCosts) {
    try {
        require_lp_solver();
    } catch (const UsageError& error) {
        GTEST_SKIP() << error.what();
    }
    int solved = 0;
    for (std::uint64_t seed = 0; seed < 400 && solved < 300; ++seed) {
        const BatteryCase the_case = battery_case(seed);
        ASSERT_EQ(check(the_case.instance), std::vector<std::string>{}) << "seed " << seed;
        const LpSolution best = least_by_programme(the_case);
        if (best.status == LpStatus::Infeasible) continue;
        ASSERT_EQ(best.status, LpStatus::Optimal) << "seed " << seed;
        ++solved;
        Problem problem(the_case.instance);
        const auto power_mw = problem.cheapest_dispatch_mw(the_case.energy_uj);
        ASSERT_TRUE(problem.keeps_limits(power_mw)) << "seed " << seed;
        const SiteScore score = planner_score(problem, the_case, power_mw);
        EXPECT_EQ(score.violation_j, 0) << "seed " << seed;
        const double cost = static_cast<double>(score.cost_nano) / nano_per_money;
        EXPECT_GE(cost, best.objective - 1e-6) << "seed " << seed;
        EXPECT_LE(cost, best.objective + rounding_money(the_case.instance) + 1e-6)
            << "seed " << seed;
    }
    EXPECT_GE(solved, 100);
}

// At rest, any other dispatch, and the cheapest of another load.
TEST(CheapestDispatch, IsNoWorseThanOthers) {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        const BatteryCase the_case = battery_case(seed);
        Problem problem(the_case.instance);
        const auto best_mw = problem.cheapest_dispatch_mw(the_case.energy_uj);
        const SiteScore best = planner_score(problem, the_case, best_mw);
        for (const std::int64_t factor : {0, 1, 2}) {
            std::vector<std::int64_t> other_uj = the_case.energy_uj;
            for (std::int64_t& uj : other_uj) uj = uj / 2 * factor;
            const auto other_mw = problem.cheapest_dispatch_mw(other_uj);
            ASSERT_TRUE(problem.keeps_limits(other_mw)) << "seed " << seed;
            const SiteScore other = planner_score(problem, the_case, other_mw);
            if (other.violation_j != best.violation_j) {
                EXPECT_LE(best.violation_j, other.violation_j + 100) << "seed " << seed;
                continue;
            }
            EXPECT_LE(static_cast<double>(best.cost_nano),
                      static_cast<double>(other.cost_nano) +
                          nano_per_money * rounding_money(the_case.instance))
                << "seed " << seed << ", factor " << factor;
        }
    }
}

}  // namespace
}  // namespace nightwatt
