#include "generate/night.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "errors.hpp"
#include "instance/check.hpp"
#include "instance/content_hash.hpp"
#include "instance/site_rates.hpp"

namespace nightwatt {
namespace {

using Problems = std::vector<std::string>;

Problems problems(const NightRecipe& recipe) {
    try {
        (void)generate_night(recipe);
    } catch (const UsageError& error) {
        return error.problems();
    }
    return {};
}

double median(std::vector<double> values) {
    std::nth_element(values.begin(), values.begin() + values.size() / 2, values.end());
    return values[values.size() / 2];
}

/// Demand by capacity of one resource over the horizon, each task on its fastest class.
double load(const Instance& night, std::size_t resource) {
    std::vector<double> fastest_s(night.tasks.size(), INFINITY);
    for (std::size_t row = 0; row < night.runtimes.size(); ++row) {
        double& best = fastest_s[night.runtimes.task[row]];
        best = std::min(best, night.runtimes.runtime_s[row]);
    }
    double demand = 0;
    double capacity = 0;
    for (std::size_t j = 0; j < night.tasks.size(); ++j)
        demand += night.tasks.need[resource][j] * fastest_s[j];
    for (const std::uint32_t units : night.servers.capacity[resource]) capacity += units;
    return capacity == 0 ? 0 : demand / (capacity * night.horizon_s);
}

TEST(Night, EverySizeAndKindPassesTheChecks) {
    for (const std::int64_t tasks : {1, 7, 500})
        for (const std::int64_t servers : {1, 2, 3, 40})
            for (const Arrivals arrivals : {Arrivals::Dusk, Arrivals::Night})
                for (const DeadlineKind deadlines :
                     {DeadlineKind::None, DeadlineKind::Loose, DeadlineKind::Tight})
                    for (const double hours : {1.0, 24.0, 72.0}) {
                        const Instance night = generate_night({.tasks = tasks,
                                                               .servers = servers,
                                                               .seed = tasks + servers,
                                                               .hours = hours,
                                                               .arrivals = arrivals,
                                                               .deadlines = deadlines});
                        EXPECT_EQ(check(night), Problems{})
                            << tasks << " tasks, " << servers << " servers, " << hours << " h";
                    }
}

TEST(Night, EveryChoiceOfClassesPassesTheChecks) {
    const std::vector<Problems> choices = {{"cpu"},        {"gpu"},         {"fpga"},
                                           {"cpu", "gpu"}, {"cpu", "fpga"}, {"gpu", "fpga"}};
    for (const Problems& classes : choices) {
        const Instance night =
            generate_night({.tasks = 300, .servers = 9, .seed = 3, .classes = classes});
        EXPECT_EQ(night.classes.id, classes);
        EXPECT_EQ(check(night), Problems{});
    }
}

TEST(Night, SameSeedGivesTheSameNight) {
    const NightRecipe recipe{.tasks = 200, .servers = 10, .seed = 5};
    EXPECT_EQ(content_hash(generate_night(recipe)), content_hash(generate_night(recipe)));
    NightRecipe other = recipe;
    other.seed = 6;
    EXPECT_NE(content_hash(generate_night(recipe)), content_hash(generate_night(other)));
}

TEST(Night, IsTheSameFromEveryCompiler) {
    // A change of this hash changes every generated night: say so in the release.
    EXPECT_EQ(hash_text(content_hash(generate_night({.tasks = 200, .servers = 10, .seed = 5}))),
              "dfa261a91f9269af");
}

TEST(Night, MoreTasksLeaveTheFirstOnesAsTheyWere) {
    const Instance few = generate_night({.tasks = 100, .servers = 10, .seed = 5});
    const Instance many = generate_night({.tasks = 200, .servers = 10, .seed = 5});
    for (std::size_t j = 0; j < 100; ++j) {
        EXPECT_EQ(few.tasks.release_s[j], many.tasks.release_s[j]);
        EXPECT_EQ(few.tasks.need[0][j], many.tasks.need[0][j]);
    }
}

TEST(Night, ScarcestResourceHasTheLoadAskedFor) {
    for (const double wanted : {0.1, 0.6, 0.8}) {
        const Instance night =
            generate_night({.tasks = 2000, .servers = 20, .seed = 1, .load = wanted});
        EXPECT_NEAR(std::max({load(night, 0), load(night, 1), load(night, 2)}), wanted,
                    0.02 * wanted);
    }
}

TEST(Night, LoadIsThatOfEachTaskOnItsFastestClass) {
    const std::vector<Problems> choices = {
        {"cpu-low"}, {"gpu-old"}, {"fpga"}, {"cpu-low", "gpu-old"}};
    for (const Problems& classes : choices) {
        const Instance night =
            generate_night({.tasks = 1000, .servers = 10, .seed = 1, .classes = classes});
        EXPECT_NEAR(std::max({load(night, 0), load(night, 1), load(night, 2)}), 0.6, 0.012)
            << classes.front();
    }
}

TEST(Night, ClassesFasterThanTheTracesLeaveLoadFree) {
    const Instance night =
        generate_night({.tasks = 1000, .servers = 10, .seed = 1, .classes = {"gpu-new"}});
    const double least = std::max({load(night, 0), load(night, 1), load(night, 2)});
    EXPECT_LT(least, 0.4);
    EXPECT_TRUE(night.notes.back().starts_with(fmt::format(
        "Load: 0.600 of the scarcest resource, {:.3f} with every task on its fastest class;",
        least)))
        << night.notes.back();
}

TEST(Night, LoadOutOfReachIsAnErrorOnlyWhereItWasAskedFor) {
    EXPECT_EQ(problems({.tasks = 10, .servers = 100, .seed = 1}), Problems{});
    const Problems found = problems({.tasks = 10, .servers = 100, .seed = 1, .load = 0.6});
    ASSERT_EQ(found.size(), 1u);
    EXPECT_TRUE(found[0].starts_with("load 0.6 is out of reach: 10 tasks on 100 servers"))
        << found[0];
}

TEST(Night, ServersCarryFourToSixteenTasksAtATime) {
    const Instance night = generate_night({.tasks = 2000, .servers = 20, .seed = 1});
    const double cores = median({night.tasks.need[0].begin(), night.tasks.need[0].end()});
    for (const std::uint32_t capacity : night.servers.capacity[0]) {
        EXPECT_GE(capacity / cores, 4);
        EXPECT_LE(capacity / cores, 16);
    }
}

TEST(Night, PricesAreNegativeInSomeHoursOfEveryNight) {
    for (std::int64_t seed = 1; seed <= 20; ++seed) {
        const Instance night = generate_night({.tasks = 1, .servers = 2, .seed = seed});
        const auto& prices = night.series.price_per_kwh;
        const auto negative =
            std::count_if(prices.begin(), prices.end(), [](double p) { return p < 0; });
        EXPECT_GE(negative, 4) << seed;
        EXPECT_LE(negative, static_cast<long>(prices.size() / 4)) << seed;
    }
}

TEST(Night, WithoutRenewablePowerNothingElseChanges) {
    NightRecipe recipe;
    Instance night = generate_night(recipe);
    recipe.renewable = false;
    const Instance plain = generate_night(recipe);
    EXPECT_FALSE(content_hash(night) == content_hash(plain));
    std::fill(night.series.renewable_w.begin(), night.series.renewable_w.end(), 0.0);
    EXPECT_EQ(content_hash(night), content_hash(plain));
}

TEST(Night, IdlePowerIsAQuarterOfFullPower) {
    const Instance night =
        generate_night({.tasks = 1, .servers = 1000, .seed = 1, .classes = {"cpu"}});
    std::vector<double> shares;
    for (const double idle_w : night.servers.idle_w) shares.push_back(idle_w / (idle_w + 480));
    EXPECT_NEAR(median(shares), 0.24, 0.01);
    EXPECT_GE(*std::min_element(shares.begin(), shares.end()), 0.149);
    EXPECT_LE(*std::max_element(shares.begin(), shares.end()), 0.511);
}

TEST(Night, GpuEnergyIsLeastNearTwoThirdsOfTheTopClock) {
    const Instance night = generate_night({.tasks = 1, .servers = 20, .seed = 1});
    const auto gpu = static_cast<std::int32_t>(
        std::find(night.classes.id.begin(), night.classes.id.end(), "gpu") -
        night.classes.id.begin());
    constexpr double mean_sensitivity = 0.6;
    double best = INFINITY;
    double best_frequency = 0;
    double last = 0;
    for (std::size_t l = 0; l < night.levels.size(); ++l) {
        if (night.levels.class_index[l] != gpu) continue;
        const double frequency = night.levels.relative_frequency[l];
        const double time = mean_sensitivity / frequency + 1 - mean_sensitivity;
        last = night.levels.relative_power[l] * time;
        if (last >= best) continue;
        best = last;
        best_frequency = frequency;
    }
    EXPECT_EQ(best_frequency, 0.68);
    EXPECT_NEAR(best, 0.79, 0.02);
    EXPECT_GT(last, 1.3) << "the lowest clock costs more energy than the highest";
}

TEST(Night, ServerNamesSaySiteAndClass) {
    const Instance night = generate_night({.tasks = 1, .servers = 20, .seed = 1});
    EXPECT_EQ(night.servers.id.front(), "s1-cpu-0001");
    EXPECT_EQ(std::set<std::string>(night.servers.id.begin(), night.servers.id.end()).size(), 20u);
}

TEST(Night, EverythingWrongIsNamedAtOnce) {
    EXPECT_EQ(problems({.tasks = 0,
                        .servers = -1,
                        .seed = -5,
                        .hours = NAN,
                        .slot_minutes = 0,
                        .load = 2,
                        .classes = {"cpuu", "gpu"}})
                  .size(),
              7u);
    EXPECT_EQ(problems({.classes = {"gpuu"}}),
              Problems{"--classes gpuu: there are cpu, gpu, fpga, cpu-low, gpu-old, gpu-new; did "
                       "you mean gpu?"});
    EXPECT_EQ(problems({.hours = 24, .slot_minutes = 7}),
              Problems{"--hours 24 is no whole number of slots of --slot-minutes 7"});
}

TEST(Night, ClassesThatWereNamedNeedAServerEach) {
    EXPECT_EQ(problems({.servers = 1, .classes = {"cpu", "gpu"}}),
              Problems{"--classes cpu,gpu: each needs a server, and --servers is 1"});
    EXPECT_EQ(problems({.servers = 2, .classes = {"cpu", "gpu"}}), Problems{});
    // Those of a night of which none was named are as good as any others, and in any order.
    EXPECT_EQ(problems({.servers = 2, .classes = {"cpu", "gpu", "fpga"}}),
              Problems{"--classes cpu,gpu,fpga: each needs a server, and --servers is 2"});
    EXPECT_EQ(problems({.servers = 2, .classes = {"fpga", "gpu", "cpu"}}),
              Problems{"--classes fpga,gpu,cpu: each needs a server, and --servers is 2"});
    EXPECT_EQ(problems({.servers = 1, .classes = {"cpu", "cpu"}}), Problems{});
    EXPECT_EQ(problems({.servers = 1}), Problems{});
}

TEST(Night, UsualClassesGoAsFarAsTheServersDo) {
    const Problems usual = {"cpu", "gpu", "fpga"};
    for (std::int64_t servers = 1; servers <= 4; ++servers) {
        const Instance night = generate_night({.tasks = 5, .servers = servers, .seed = 1});
        EXPECT_EQ(night.classes.id,
                  Problems(usual.begin(), usual.begin() + std::min<std::int64_t>(servers, 3)));
    }
}

// 4.1 * 60 / 6 is not 41 in floating point.
TEST(GeneratedNight, LengthsCountInMilliseconds) {
    const Instance night =
        generate_night({.tasks = 5, .servers = 2, .hours = 4.1, .slot_minutes = 6});
    EXPECT_EQ(night.slots(), 41u);
    EXPECT_EQ(night.horizon_s, 14760);
    EXPECT_TRUE(check(night).empty());
}

TEST(GeneratedNight, BatteriesFollowTheServersPowerAndChangeNothingElse) {
    NightRecipe recipe{.tasks = 50, .servers = 6};
    const Instance plain = generate_night(recipe);
    recipe.battery_hours = 4;
    Instance night = generate_night(recipe);
    EXPECT_EQ(check(night), std::vector<std::string>{});
    ASSERT_EQ(night.batteries.size(), 2u);
    for (std::size_t s = 0; s < 2; ++s) {
        EXPECT_GT(night.batteries.charge_w[s], 100);
        EXPECT_EQ(night.batteries.capacity_wh[s], 4 * night.batteries.charge_w[s]);
        EXPECT_EQ(night.batteries.start_wh[s], night.batteries.end_wh[s]);
    }
    EXPECT_NE(content_hash(night), content_hash(plain));
    night.batteries = {};
    EXPECT_EQ(content_hash(night), content_hash(plain));
    recipe.battery_share = 0;
    EXPECT_THROW((void)generate_night(recipe), UsageError);
}

TEST(Night, EverySiteNeedsAServer) {
    EXPECT_EQ(generate_night({.tasks = 5, .servers = 1}).sites.size(), 1u) << "of two by default";
    EXPECT_THROW((void)generate_night({.tasks = 5, .servers = 3, .sites = 4}), UsageError);
}

TEST(Night, ACentreHasMostServersAndTheEdgeTheData) {
    const Instance night =
        generate_night({.tasks = 300, .servers = 40, .seed = 1, .sites = 4, .centre = true});
    EXPECT_EQ(check(night), Problems{});
    std::vector<int> servers(4, 0);
    for (const std::int32_t site : night.servers.site) ++servers[static_cast<std::size_t>(site)];
    EXPECT_EQ(servers[3], 28);
    EXPECT_GT(*std::min_element(servers.begin(), servers.end()), 0);
    int with_data = 0;
    for (std::size_t j = 0; j < night.tasks.size(); ++j) {
        with_data += night.tasks.input_bytes[j] > 0 ? 1 : 0;
        EXPECT_LT(night.tasks.input_site[j], 3);
    }
    EXPECT_NEAR(with_data, 180, 30);
}

TEST(Night, WarmAislesNeedLessCooling) {
    NightRecipe recipe{.tasks = 20, .servers = 4, .seed = 1};
    const SiteRates chilled(generate_night(recipe));
    recipe.cooling = CoolingKind::WarmAisle;
    const SiteRates warm(generate_night(recipe));
    for (std::size_t row = 0; row < warm.pue.size(); ++row) {
        EXPECT_LT(warm.pue[row], chilled.pue[row]);
        EXPECT_GT(warm.pue[row], 1);
    }
}

TEST(Night, EveryClassOfServerCanRunItsTasks) {
    for (const std::string name : {"cpu", "gpu", "fpga", "cpu-low", "gpu-old", "gpu-new"}) {
        const Instance night =
            generate_night({.tasks = 100, .servers = 6, .seed = 1, .classes = {name}, .sites = 3});
        EXPECT_EQ(check(night), Problems{}) << name;
        EXPECT_EQ(night.classes.id, std::vector<std::string>{name});
        EXPECT_EQ(night.sites.size(), 3);
    }
}

}  // namespace
}  // namespace nightwatt
