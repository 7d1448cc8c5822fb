#include <gtest/gtest.h>

#include "errors.hpp"
#include "instance/check.hpp"
#include "instance/content_hash.hpp"
#include "io/instance_file.hpp"
#include "io/plan_file.hpp"
#include "tests/io/lines.hpp"
#include "tests/io/sample_instance.hpp"
#include "tests/io/scratch_folder.hpp"

namespace nightwatt {
namespace {

template <class T>
void expect_equal(const T& read, const T& written) {
    const auto a = lines_of(read);
    const auto b = lines_of(written);
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i) ASSERT_EQ(a[i], b[i]);
}

TEST(RoundTrip, TheSampleInstanceIsSound) {
    EXPECT_EQ(check(sample_instance()), std::vector<std::string>());
}

TEST(RoundTrip, AnInstanceSurvivesToTheLastBit) {
    const ScratchFolder folder;
    const Instance written = sample_instance();
    write_instance(folder.file("night.h5"), written);
    const Instance read = read_instance(folder.file("night.h5"));
    expect_equal(read, written);
    EXPECT_EQ(content_hash(read), content_hash(written));
    EXPECT_EQ(folder.entries(), 1u) << "a temporary file is left";
}

TEST(RoundTrip, APlanSurvivesToTheMillisecond) {
    const ScratchFolder folder;
    const Instance instance = sample_instance();
    const PlanRecord written = sample_plan(instance);
    write_plan(folder.file("plan.h5"), written, instance);
    const PlanRecord read = read_plan(folder.file("plan.h5"), instance);
    EXPECT_EQ(read.plan, written.plan);
    expect_equal(read, written);
    EXPECT_EQ(folder.entries(), 1u) << "a temporary file is left";
}

TEST(RoundTrip, EveryMillisecondOfTenYearsIsASecondsDouble) {
    const ScratchFolder folder;
    const Instance instance = sample_instance();
    PlanRecord record = sample_plan(instance);
    std::uint64_t state = 1;
    for (int i = 0; i < 20'000; ++i) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        const auto start_ms = static_cast<std::int64_t>((state >> 20) % 315'576'000'000u);
        record.plan.sleeps.push_back({i % 3, start_ms, start_ms + 1});
    }
    write_plan(folder.file("plan.h5"), record, instance);
    EXPECT_EQ(read_plan(folder.file("plan.h5"), instance).plan.sleeps, record.plan.sleeps);
}

TEST(RoundTrip, AnEmptyQueueIsAnInstanceWithAPlan) {
    const ScratchFolder folder;
    Instance instance = sample_instance();
    instance.tasks = {};
    instance.tasks.need.resize(2);
    instance.runtimes = {};
    instance.requests = {};
    instance.runtime_spreads = {};
    write_instance(folder.file("night.h5"), instance);
    const Instance read = read_instance(folder.file("night.h5"));
    expect_equal(read, instance);
    PlanRecord record;
    record.account.site_slots.resize(instance.series.size());
    record.plan.battery_mw.resize(instance.series.size());
    record.provenance.instance_hash = content_hash(instance);
    write_plan(folder.file("plan.h5"), record, instance);
    EXPECT_EQ(read_plan(folder.file("plan.h5"), read).plan, record.plan);
}

TEST(RoundTrip, APlanForAnotherInstanceIsRefused) {
    const ScratchFolder folder;
    Instance instance = sample_instance();
    write_plan(folder.file("plan.h5"), sample_plan(instance), instance);
    instance.tasks.work[0] = 17;
    try {
        static_cast<void>(read_plan(folder.file("plan.h5"), instance));
        FAIL() << "the plan was read";
    } catch (const InputError& error) {
        EXPECT_NE(std::string(error.what()).find("made for another instance"), std::string::npos)
            << error.what();
    }
}

TEST(ContentHash, SeesEveryAttributeAndColumn) {
    Instance instance = sample_instance();
    const std::uint64_t before = content_hash(instance);
    instance.links.energy_j_per_byte[1] *= 2;
    EXPECT_NE(content_hash(instance), before);
    instance = sample_instance();
    instance.servers.capacity[1][2] += 1;
    EXPECT_NE(content_hash(instance), before);
    instance = sample_instance();
    instance.benchmark.formula += " ";
    EXPECT_NE(content_hash(instance), before);
    EXPECT_EQ(hash_text(0xabcu), "0000000000000abc");
}

}  // namespace
}  // namespace nightwatt
