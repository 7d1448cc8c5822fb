#include "io/report/html/page_data.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "hand/hand_builder.hpp"
#include "io/report/html/packed_column.hpp"
#include "report/record_of.hpp"

namespace nightwatt {
namespace {

TEST(PageData, GapIsTheShareThatCouldBeSaved) {
    const hand::HandCase one = everything();
    PlanRecord record = record_of(one);
    record.account.totals.cost = 0.8;
    record.lower_bound = 0.6;
    const PageJson data =
        totals_data({.instance = one.instance, .record = record, .violations = {}});
    EXPECT_NEAR(data.at("gap").get<double>(), 0.25, 1e-12);
}

TEST(PageData, SaysHowThePlanCameAbout) {
    const hand::HandCase one = everything();
    PlanRecord record = record_of(one);
    record.provenance.bound_steps = 77;
    const PageJson data = run_data({.instance = one.instance, .record = record, .violations = {}});
    EXPECT_EQ(data.at("bound_steps"), 77);
    EXPECT_EQ(data.at("generations"), 20);
    EXPECT_EQ(data.at("evaluations"), 2000);
    EXPECT_EQ(data.at("allowed_difference"), record.allowed_difference);
}

TEST(PageData, AReplannedNightNamesThePublishedPlan) {
    const hand::HandCase one = everything();
    PlanRecord record = record_of(one);
    const PageContent content{.instance = one.instance, .record = record, .violations = {}};
    EXPECT_TRUE(totals_data(content).at("published").is_null());
    record.published = publish(record.plan, 0.05, 0);
    EXPECT_EQ(totals_data(content).at("change_penalty"), 0.05);
    const PageJson found = totals_data(content).at("published");
    EXPECT_EQ(found.at("hash"), hash_text(plan_hash(record.published)));
    EXPECT_EQ(found.at("change_penalty"), 0.05);
}

TEST(PageData, ALateTaskCostsWhatItsLatenessCosts) {
    const hand::HandCase one = everything();
    PlanRecord record = record_of(one);
    for (TaskAccount& task : record.account.tasks) {
        if (task.lateness_s <= 0) continue;
        task.energy_cost = 2;
        task.tardiness_cost = 3;
        task.transfer_cost = 4;
    }
    const PageJson rows = late_data({.instance = one.instance, .record = record, .violations = {}});
    ASSERT_EQ(rows.size(), 1u);
    EXPECT_EQ(rows.at(0).at("cost"), 3);
}

// Half the cores and a tenth of the memory; a quarter of the cores and 90 % of the memory. Nobody
// needs a licence.
TEST(PageData, ATaskHoldsAShareOfEveryResourceThatIsNeeded) {
    hand::Builder b(2, 3600, {"cores", "licences", "memory"});
    b.add_class().add(hand::Site{.price_per_kwh = {0.1}});
    b.add(hand::Server{.capacity = {4, 7, 1000}});
    b.add(hand::Task{.runs = {{3600, 100}}, .need = {2, 0, 100}});
    b.add(hand::Task{.runs = {{3600, 100}}, .need = {1, 0, 900}});
    const hand::HandCase one{
        "two resources",
        b.instance(),
        hand::make_plan({{.task = 0, .server = 0, .start_s = 0, .end_s = 3600},
                         {.task = 1, .server = 0, .start_s = 0, .end_s = 3600}}),
        {}};
    const PlanRecord record = record_of(one);
    const PageJson data =
        tasks_data({.instance = one.instance, .record = record, .violations = {}});
    EXPECT_EQ(data.at("shares"), PageJson::array({packed(std::vector<double>{0.5, 0.25}),
                                                  packed(std::vector<double>{0.1, 0.9})}));
}

}  // namespace
}  // namespace nightwatt
