#include "construct/site_energy.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "kernels/tariff.hpp"

namespace nightwatt {
namespace {

constexpr std::int64_t slot_ms = 1000;

/// One site, two slots of a second, price 4 nano-money per uJ, 3000 uJ of them renewable, and a
/// soft cap with 5 more above 8000 uJ; the guide's price is 1.
struct Site {
    std::int64_t rate = std::int64_t{4} << rate_shift;
    TariffSlot tariff[2] = {{0, rate}, {0, rate}};
    SlotLimits limits[2];
    ProblemView view{};
    Guide guide;

    Site() {
        for (SlotLimits& limit : limits) {
            limit = {3000, 12'000, 8000, 0, std::int64_t{5} << rate_shift, 0, 0, 0};
        }
        view.tariff = tariff;
        view.limits = limits;
        view.site_count = 1;
        view.slot_count = 2;
        view.horizon_ms = 2 * slot_ms;
        set_slots(view, slot_ms);
        view.coupled = true;
        guide.steps = 2;
        guide.step_ms = slot_ms;
        guide.energy_price = {1, 1};
    }
};

TEST(SiteEnergy, PricesRiseWhenRenewablePowerIsUsedUpAndAboveCaps) {
    const Site site;
    SiteEnergy energy(site.view);
    GuidePrices prices(site.guide);
    energy.draw(0, 2, 0, slot_ms, prices);  // 2000 uJ: renewable power is left
    EXPECT_EQ(prices.energy_at(0, 500), 1);
    energy.draw(0, 2, 500, slot_ms + 500, prices);  // 3000 uJ: used up; 1000 uJ in the next slot
    EXPECT_EQ(prices.energy_at(0, 500), 4);
    EXPECT_EQ(prices.energy_at(0, slot_ms), 1);
    EXPECT_EQ(prices.energy(0, prices.span(500, slot_ms + 500)), 500 * 4 + 500 * 1);
    energy.draw(0, 5, 0, slot_ms, prices);  // 8000 uJ: at the soft cap
    EXPECT_EQ(prices.energy_at(0, 0), 9);
    energy.draw(0, 4, 0, slot_ms, prices);  // 12000 uJ: at the hard cap
    EXPECT_EQ(prices.energy_at(0, 0), 90);
}

TEST(SiteEnergy, LeavesPricesAloneWhereNothingIsCoupled) {
    Site site;
    site.view.coupled = false;
    SiteEnergy energy(site.view);
    GuidePrices prices(site.guide);
    energy.draw(0, 1000, 0, 2 * slot_ms, prices);
    EXPECT_EQ(prices.energy(0, prices.span(0, 2 * slot_ms)), 2 * slot_ms);
}

}  // namespace
}  // namespace nightwatt
