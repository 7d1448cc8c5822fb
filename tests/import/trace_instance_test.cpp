#include "io/import/trace_instance.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "instance/check.hpp"
#include "instance/content_hash.hpp"
#include "io/import/synthetic_draw.hpp"
#include "tests/import/scratch_files.hpp"
#include "tests/import/small_trace.hpp"

namespace nightwatt {
namespace {

using namespace testing;

Instance built(const ImportParameters& parameters) {
    const NodeList nodes = small_nodes();
    return trace_instance(small_trace(), &nodes, parameters);
}

std::string refusal(const ImportParameters& parameters) {
    return message_of([&] { (void)built(parameters); });
}

bool notes_hold(const Instance& instance, const std::string& text) {
    return std::any_of(instance.notes.begin(), instance.notes.end(),
                       [&](const std::string& note) { return note.find(text) != note.npos; });
}

TEST(TraceInstance, IsSoundAndKnowsItsNight) {
    const Instance i = built(small_parameters());
    EXPECT_EQ(check(i), std::vector<std::string>{});
    EXPECT_EQ(i.epoch, "2023-07-04T16:00:00Z");
    EXPECT_EQ(i.horizon_s, 12 * 3600);
    EXPECT_EQ(i.slots(), 12u);
    EXPECT_EQ(i.tasks.id, (std::vector<std::string>{"short", "middle", "long"}));
}

TEST(TraceInstance, FoldingTakesTheHourOfTheDayAndCompressesIt) {
    // Hours 0, 25 and 50 are 0, 1 and 2 o'clock; 24 h become 6 h.
    EXPECT_EQ(built(small_parameters()).tasks.release_s, (std::vector<double>{0, 900, 1800}));
}

TEST(TraceInstance, WindowTakesAStretchOfTheTrace) {
    ImportParameters p = small_parameters();
    p.trace.cut = "window";
    p.trace.window_start_h = 24;
    const Instance i = built(p);
    EXPECT_EQ(i.tasks.id, std::vector<std::string>{"middle"});
    EXPECT_EQ(i.tasks.release_s, std::vector<double>{3600});
    EXPECT_TRUE(notes_hold(i, "2 lie outside"));
    p.trace.release_h = 1;  // to the hour at which it was submitted
    EXPECT_EQ(built(p).tasks.release_s, std::vector<double>{3600});
    p.trace.window_start_h = 1000;
    EXPECT_NE(refusal(p).find("no task is left"), std::string::npos);
}

TEST(TraceInstance, RuntimeAndPowerFollowClassAndNeed) {
    const Instance i = built(small_parameters());
    // short runs anywhere, at speed 1: it holds no GPU. The others need one: twice as fast.
    EXPECT_EQ(i.runtimes.task, (std::vector<std::int32_t>{0, 0, 1, 2}));
    EXPECT_EQ(i.runtimes.class_index, (std::vector<std::int32_t>{0, 1, 1, 1}));
    EXPECT_EQ(i.runtimes.runtime_s, (std::vector<double>{3600, 3600, 3600, 5400}));
    // 4 * 5; 8 * 5 + 300 * 0.2; 2 * 5 + 1000 * 0.2
    EXPECT_EQ(i.runtimes.power_w, (std::vector<double>{20, 20, 100, 210}));
}

TEST(TraceInstance, ServersDrawByTheirSize) {
    const Instance i = built(small_parameters());
    EXPECT_EQ(i.servers.id, small_nodes().id);
    EXPECT_EQ(i.servers.idle_w, (std::vector<double>{42, 26, 26, 42, 18}));
    EXPECT_EQ(i.servers.sleep_w, (std::vector<double>{21, 13, 13, 21, 9}));
    EXPECT_EQ(i.servers.wake_j[0], 42 * 3 * 60);
    EXPECT_EQ(i.levels.relative_power, (std::vector<double>{1, 0.5}));
    EXPECT_EQ(i.levels.class_index, (std::vector<std::int32_t>{1, 1}));
}

TEST(TraceInstance, RoundedNeedsKeepTheMeasuredPower) {
    ImportParameters p = small_parameters();
    p.trace.round_up = {"gpu: 1000"};
    const Instance i = built(p);
    EXPECT_EQ(i.tasks.need[1], (std::vector<std::uint32_t>{0, 1000, 1000}));
    EXPECT_EQ(i.runtimes.power_w[2], 100);
}

TEST(TraceInstance, ServersAreDealtToSitesByShareWithinEachClass) {
    ImportParameters p = small_parameters();
    p.sites.resize(2);
    p.sites[0].name = "north";
    p.sites[1].name = "south";
    p.sites[1].share = 2;
    // cpu: south, north, south; gpu: south, north. A class may also have its site.
    EXPECT_EQ(built(p).servers.site, (std::vector<std::int32_t>{1, 1, 0, 0, 1}));
    p.classes[0].site = "north";
    EXPECT_EQ(built(p).servers.site, (std::vector<std::int32_t>{1, 0, 0, 0, 0}));
}

TEST(TraceInstance, StrideKeepsEveryNthNodeOfAClass) {
    ImportParameters p = small_parameters();
    p.trace.node_stride = 2;
    EXPECT_EQ(built(p).servers.id, (std::vector<std::string>{"g1", "c1", "c3"}));
}

TEST(TraceInstance, DrawsAreTheSameForTheSameSeedAndNotForAnother) {
    ImportParameters p = small_parameters();
    p.deadlines.share = 1;
    p.deadlines.slack_max = 5;
    p.deadlines.weight_max_per_h = 9;
    p.synthetic.seed = 1;
    p.synthetic.frequency_sensitivity_min = 0;
    const Instance first = built(p);
    EXPECT_EQ(content_hash(first), content_hash(built(p)));
    EXPECT_TRUE(notes_hold(first, "SYNTHETIC deadlines and weights (seed 1): 3 tasks"));
    for (std::size_t j = 0; j < 3; ++j) {
        EXPECT_GE(first.tasks.deadline_s[j], first.tasks.release_s[j] + 3600);
        EXPECT_GE(first.tasks.tardiness_weight_per_h[j], 1);
        EXPECT_LE(first.tasks.tardiness_weight_per_h[j], 9);
    }
    p.synthetic.seed = 2;
    EXPECT_NE(first.tasks.deadline_s, built(p).tasks.deadline_s);
}

TEST(TraceInstance, DrawsOfATaskDoNotHangOnTheOthers) {
    ImportParameters p = small_parameters();
    p.deadlines.share = 1;
    p.deadlines.slack_max = 5;
    p.synthetic.seed = 1;
    const Instance all = built(p);
    p.trace.cut = "window";
    p.trace.release_h = 1;
    p.trace.window_start_h = 50;
    const Instance last = built(p);
    ASSERT_EQ(last.tasks.size(), 1u);
    EXPECT_EQ(last.tasks.deadline_s[0] - last.tasks.release_s[0],
              all.tasks.deadline_s[2] - all.tasks.release_s[2]);
}

TEST(TraceInstance, DrawsArePinnedToTheirValues) {
    // The same on every machine: the formula is integer arithmetic. splitmix64 of 0 is published.
    EXPECT_EQ(mix_bits(0), 0xe220a8397b1dcdafu);
    const SyntheticDraw draw(2023);
    EXPECT_EQ(draw.fraction(SyntheticPurpose::Slack, 7), 0x1.64da5c6e5174dp-1);
    EXPECT_EQ(draw.fraction(SyntheticPurpose::Weight, 0), 0x1.de62157a5ac4ap-1);
    double sum = 0;
    for (std::uint64_t task = 0; task < 10'000; ++task)
        sum += draw.fraction(SyntheticPurpose::Weight, task);
    EXPECT_NEAR(sum / 10'000, 0.5, 0.01);
}

TEST(TraceInstance, FixedDeadlineIsForThoseWhoCanMeetIt) {
    ImportParameters p = small_parameters();
    p.deadlines.share = 1;
    p.deadlines.fixed_share = 1;
    p.deadlines.fixed_at_h = 1.5;
    p.synthetic.seed = 3;
    const Instance i = built(p);
    EXPECT_EQ(i.tasks.deadline_s[0], 5400);
    EXPECT_EQ(i.tasks.deadline_s[1], 5400);
    EXPECT_EQ(i.tasks.deadline_s[2], 1800 + 2 * 5400);  // would end at 7200: slack 2
}

TEST(TraceInstance, OnlyNamedServiceClassesGetDeadlines) {
    ImportParameters p = small_parameters();
    p.deadlines.share = 1;
    p.deadlines.service_classes = {"urgent"};
    p.synthetic.seed = 3;
    const Instance i = built(p);
    EXPECT_TRUE(std::isnan(i.tasks.deadline_s[0]) && std::isnan(i.tasks.deadline_s[1]));
    EXPECT_FALSE(std::isnan(i.tasks.deadline_s[2]));
}

TEST(TraceInstance, InputsLieAtASiteAndTakeTheLink) {
    ImportParameters p = small_parameters();
    p.sites.resize(2);
    p.sites[0].name = "north";
    p.sites[1].name = "south";
    p.synthetic = {.seed = 5, .input_share = 1, .input_gb_min = 10, .input_gb_max = 20};
    p.links.push_back(
        {.from = "north", .to = "south", .gigabit_per_s = 8, .energy_j_per_byte = 1e-5});
    const Instance i = built(p);
    EXPECT_EQ(check(i), std::vector<std::string>{});
    EXPECT_EQ(i.links.bandwidth_bytes_per_s, (std::vector<double>{1e9, 1e9}));
    EXPECT_EQ(i.links.from_site, (std::vector<std::int32_t>{0, 1}));
    for (const double bytes : i.tasks.input_bytes) {
        EXPECT_GE(bytes, 10e9);
        EXPECT_LE(bytes, 20e9);
    }
}

TEST(TraceInstance, MisfitsAreNamedWithTheReasonOrDropped) {
    ImportParameters p = small_parameters();
    p.night.hours = 2;  // `long` is released after 0.5 h and takes 1.5 h: just too late
    const std::string message = refusal(p);
    EXPECT_NE(message.find("task long cannot end within the night"), std::string::npos) << message;
    p.trace.misfits = "drop";
    const Instance i = built(p);
    EXPECT_EQ(i.tasks.size(), 2u);
    EXPECT_TRUE(notes_hold(i, "0 tasks larger than any server they may use, 1 that could not end"));
    p.classes[1].models = {"V100", "A10"};
    NodeList nodes = small_nodes();
    nodes.capacity[1] = {200, 0, 0, 200, 0};
    p.trace.misfits = "refuse";
    const std::string small = message_of([&] { (void)trace_instance(small_trace(), &nodes, p); });
    EXPECT_NE(small.find("task middle fits no server it may use: it needs 8 cpu, 300 gpu"),
              std::string::npos)
        << small;
}

TEST(TraceInstance, UnknownModelsAreRefused) {
    ImportParameters p = small_parameters();
    p.classes[1].models = {"A10"};
    EXPECT_NE(refusal(p).find("2 nodes are of model 'V100', which no [[class]] names"),
              std::string::npos);
    p = small_parameters();
    TraceTasks trace = small_trace();
    trace.allowed_classes[1] = {"V100", "H100"};
    const NodeList nodes = small_nodes();
    EXPECT_NE(message_of([&] {
                  (void)trace_instance(trace, &nodes, p);
              }).find("task middle may use model 'H100'"),
              std::string::npos);
}

TEST(TraceInstance, ConfiguredServersReplaceANodeList) {
    ImportParameters p = small_parameters();
    p.classes[0].count = 2;
    p.classes[0].capacity = {"cpu: 8"};
    p.classes[1].count = 1;
    p.classes[1].capacity = {"cpu: 16", "gpu: 1000"};
    const Instance i = trace_instance(small_trace(), nullptr, p);
    EXPECT_EQ(check(i), std::vector<std::string>{});
    EXPECT_EQ(i.servers.id, (std::vector<std::string>{"cpu-0001", "cpu-0002", "gpu-0001"}));
    p.classes[0].count = 0;
    p.classes[1].capacity = {"cpu: 1.5", "memory: 3"};
    EXPECT_EQ(problems_of([&] { (void)trace_instance(small_trace(), nullptr, p); }).size(), 3u);
}

TEST(TraceInstance, SettingsThatDoNotGoTogetherAreNamedAtOnce) {
    ImportParameters p = small_parameters();
    p.classes[0].levels = {"0.9: 1", "1.1: 1", "x"};
    p.classes[0].idle_w_per_unit = {"watts: 3"};
    p.classes[1].name = "cpu";
    p.classes[1].site = "nowhere";
    EXPECT_EQ(problems_of([&] { (void)built(p); }).size(), 6u) << refusal(p);
    p = small_parameters();
    p.night.start = "2023-07-04T18:00:00";
    p.night.slot_minutes = 7;
    EXPECT_EQ(problems_of([&] { (void)built(p); }).size(), 2u) << refusal(p);
    p = small_parameters();
    p.classes[0].levels = {"1: 1"};
    for (int level = 1; level < 257; ++level)
        p.classes[0].levels.push_back(fmt::format("{}: 1", 1 - 0.001 * level));
    EXPECT_NE(refusal(p).find(".levels: 257 levels; at most 256"), std::string::npos) << refusal(p);
    p = small_parameters();
    p.trace.accelerator = "fpga";
    EXPECT_NE(refusal(p).find("no resource 'fpga'"), std::string::npos);
}

}  // namespace
}  // namespace nightwatt
