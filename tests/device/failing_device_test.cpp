// A device that fails, as the planner meets it: this program links the functions below instead of
// those of a GPU.
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <functional>
#include <string>

#include "backend/device/device_backend.hpp"
#include "backend/device/device_pass.hpp"
#include "backend/seen_devices.hpp"
#include "commands/checkpoint_keeper.hpp"
#include "commands/plan_run.hpp"
#include "commands/replay.hpp"
#include "device/thread_machine.hpp"
#include "errors.hpp"
#include "generate/night.hpp"
#include "log.hpp"
#include "tests/io/scratch_folder.hpp"

namespace nightwatt {
namespace {

/// What happens to the device: it does so many launches, fails, and stays so.
struct Fate {
    std::int64_t launches = INT64_MAX;
    std::size_t memory_bytes = std::size_t{1} << 33;
    std::int64_t launched = 0;

    void launch() {
        if (launched == launches) {
            throw_device_failure("cuda device 0", "wait for", "unspecified launch failure", {});
        }
        ++launched;
    }
} fate;

class FailingMachine : public ThreadMachine {
  public:
    FailingMachine() : ThreadMachine({.threads = 1, .lanes = 1}) {}

    [[nodiscard]] std::string name() const { return "cuda"; }
    [[nodiscard]] std::size_t free_bytes() const { return fate.memory_bytes; }
    template <class Item>
    void run(std::uint32_t rows, std::uint32_t columns, const Item& item) {
        fate.launch();
        ThreadMachine::run(rows, columns, item);
    }
    template <class Item>
    void run_workers(std::uint32_t rows, std::uint32_t columns, std::uint32_t workers,
                     const Item& item) {
        fate.launch();
        ThreadMachine::run_workers(rows, columns, workers, item);
    }
};

}  // namespace

std::string cuda_unavailable() {
    return fate.launched == fate.launches ? "device 0: unspecified launch failure" : "";
}
std::unique_ptr<Backend> create_cuda_backend(const ProblemView& problem, std::uint32_t) {
    return std::make_unique<DeviceBackend<FailingMachine>>(std::make_unique<FailingMachine>(),
                                                           problem);
}
std::vector<DeviceFacts> cuda_devices() {
    return {{"a device of threads", "", fate.memory_bytes}};
}
std::uint64_t hash_of_seen_devices() {
    return 1;
}
double cuda_copy_rate() {
    return 1;
}
BackendRoom cuda_room() {
    return {.items_at_once = 4096, .free_bytes = fate.memory_bytes};
}
std::unique_ptr<TaskPass> cuda_task_pass(const ProblemView& problem, const DualLayout& layout,
                                         const ServerGroups& groups) {
    return std::make_unique<DevicePass<FailingMachine>>(std::make_unique<FailingMachine>(), problem,
                                                        layout, groups);
}

namespace {

class FailingDevice : public testing::TestWithParam<bool> {
  protected:
    void SetUp() override {
        set_verbosity(Verbosity::Quiet);
        NightRecipe recipe;
        recipe.tasks = 80;
        recipe.servers = 6;
        if (GetParam()) recipe.battery_hours = 2;
        night_ = generate_night(recipe);
        settings_.generations = 25;
        settings_.price_rounds = 0;
        settings_.islands = 2;
        settings_.island_plans = 4;
        settings_.elites = 1;
        settings_.walkers = 2;
        settings_.rounds = 1;
        settings_.moves = 2;
    }

    PlanRecord run(const std::string& backend, const Fate& what, bool with_bound = false,
                   CheckpointKeeper* keeper = nullptr) {
        fate = what;
        SearchParameters p = settings_;
        p.backend = backend;
        p.bound_steps = with_bound ? 12 : 0;
        RunOptions options;
        options.keeper = keeper;
        options.told_to_stop = told_to_stop_;
        return run_plan(night_, p, std::nullopt, options);
    }
    PlanRecord replayed(const PlanRecord& record, const std::string& backend = "cpu",
                        const Fate& what = {}) {
        fate = what;
        SearchParameters p = replayed_parameters(record, "plan", {});
        p.backend = backend;
        RunOptions options;
        options.replay = &record;
        return run_plan(night_, p, std::nullopt, options);
    }

    /// The CPU goes on from a checkpoint of the search: what was found before keeps its time.
    void expect_goes_on(const std::string& path, const PlanRecord& whole) {
        CheckpointKeeper keeper(path, true);
        ASSERT_NE(keeper.from(), nullptr);
        ASSERT_EQ(keeper.from()->phase, RunPhase::Search);
        ASSERT_FALSE(keeper.from()->generations.empty());
        const PlanRecord rest = run("cpu", {}, false, &keeper);
        EXPECT_EQ(replay_difference(whole, rest), "");
        EXPECT_EQ(rest.generations.front().seconds, keeper.from()->generations.front().seconds);
        EXPECT_FALSE(keeper.held());
        keeper.finish();
        EXPECT_FALSE(std::filesystem::exists(path));
    }

    /// Settings that depend on what searches.
    void leave_sizes_open() {
        settings_.islands = settings_.island_plans = automatic_value;
        settings_.elites = settings_.walkers = automatic_value;
    }

    Instance night_;
    SearchParameters settings_;
    std::function<std::string()> told_to_stop_;
};

TEST_P(FailingDevice, InTheMidstOfTheSearchLeavesTheBestPlanSoFar) {
    const PlanRecord whole = run("cuda", {});
    const std::int64_t launches = fate.launched;
    ASSERT_EQ(whole.provenance.stopped_by, "generations");
    for (const char* backend : {"auto", "cuda"}) {
        const PlanRecord cut = run(backend, {.launches = launches * 3 / 4});
        EXPECT_EQ(cut.provenance.stopped_by, "device failure");
        EXPECT_EQ(cut.provenance.backend, "cuda");
        EXPECT_GT(cut.provenance.generations, 0);
        EXPECT_LT(cut.provenance.generations, 25);
        EXPECT_LT(cut.account.totals.cost, whole.generations.front().best_cost);
        EXPECT_EQ(cut.generations.back().generation, cut.provenance.generations);
        const PlanRecord again = replayed(cut);
        EXPECT_EQ(replay_difference(cut, again), "") << backend;
        EXPECT_EQ(again.provenance.evaluations, cut.provenance.evaluations) << backend;
    }
}

TEST_P(FailingDevice, InTheMidstOfAReplayGivesWayToTheCpu) {
    const PlanRecord whole = run("cuda", {});
    const Fate half{.launches = fate.launched / 2};
    const PlanRecord again = replayed(whole, "auto", half);
    EXPECT_EQ(fate.launched, half.launches);
    EXPECT_EQ(again.provenance.backend, "cpu");
    EXPECT_EQ(replay_difference(whole, again), "");
    EXPECT_THROW((void)replayed(whole, "cuda", half), DeviceError);
}

TEST_P(FailingDevice, LeavesACheckpointFromWhichAnotherMachineGoesOn) {
    const PlanRecord whole = run("cuda", {});
    const std::int64_t launches = fate.launched;
    settings_.checkpoint_period_s = 0;
    const ScratchFolder folder;
    const std::string path = folder.file("run.checkpoint");
    {
        CheckpointKeeper keeper(path, false);
        (void)run("auto", {.launches = launches / 2}, false, &keeper);
        EXPECT_TRUE(keeper.held());
        keeper.finish();
    }
    expect_goes_on(path, whole);
}

TEST_P(FailingDevice, BeforeItFoundAnythingGivesWayToTheCpuUnlessItWasNamed) {
    const PlanRecord expected = run("cpu", {});
    const PlanRecord fallen = run("auto", {.launches = 20});
    EXPECT_EQ(fate.launched, 20);
    EXPECT_EQ(fallen.provenance.backend, "cpu");
    EXPECT_EQ(fallen.provenance.stopped_by, "generations");
    EXPECT_EQ(replay_difference(expected, fallen), "");
    EXPECT_THROW((void)run("cuda", {.launches = 20}), DeviceError);
}

TEST_P(FailingDevice, ThatGaveWayLeavesACheckpointOfTheCpusSearch) {
    leave_sizes_open();
    settings_.checkpoint_period_s = 0;
    const PlanRecord whole = run("cpu", {});
    const ScratchFolder folder;
    const std::string path = folder.file("run.checkpoint");
    // The device fails before it found anything; a few generations later the CPU is told to stop.
    constexpr std::int64_t launches = 20;
    int asked = 0;
    told_to_stop_ = [&] { return fate.launched == launches && ++asked == 12 ? "told to" : ""; };
    {
        CheckpointKeeper keeper(path, false);
        const PlanRecord cut = run("auto", {.launches = launches}, false, &keeper);
        EXPECT_GT(cut.provenance.generations, 0);
        EXPECT_TRUE(keeper.held());
        keeper.finish();
    }
    told_to_stop_ = nullptr;
    expect_goes_on(path, whole);
}

TEST_P(FailingDevice, WhileTheBoundIsRaisedChangesNoBit) {
    leave_sizes_open();
    const PlanRecord expected = run("cpu", {}, true);
    ASSERT_FALSE(std::isnan(expected.lower_bound));
    for (const std::int64_t launches : {0, 10}) {
        testing::internal::CaptureStderr();
        const PlanRecord fallen = run("auto", {.launches = launches}, true);
        const std::string log = testing::internal::GetCapturedStderr();
        EXPECT_EQ(log.find("the CPU goes on with the bound") != std::string::npos, launches > 0);
        EXPECT_EQ(fallen.provenance.backend, "cpu");
        EXPECT_EQ(fallen.lower_bound, expected.lower_bound);
        EXPECT_EQ(replay_difference(expected, fallen), "");
    }
    testing::internal::CaptureStderr();
    EXPECT_THROW((void)run("cuda", {.launches = 10}, true), DeviceError);
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

/// Another job has filled it.
TEST_P(FailingDevice, WithoutRoomIsPassedOverUnlessItWasNamed) {
    leave_sizes_open();
    const PlanRecord expected = run("cpu", {});
    const PlanRecord fallen = run("auto", {.memory_bytes = 20'000});
    EXPECT_EQ(fate.launched, 0);
    EXPECT_EQ(fallen.provenance.backend, "cpu");
    EXPECT_EQ(replay_difference(expected, fallen), "");
    EXPECT_THROW((void)run("cuda", {.memory_bytes = 20'000}), DeviceError);
    settings_.generations = 1;
    EXPECT_EQ(run("auto", {}).provenance.backend, "cuda");
}

INSTANTIATE_TEST_SUITE_P(Nights, FailingDevice, testing::Bool(), [](const auto& one) {
    return one.param ? "with_batteries" : "without_batteries";
});

}  // namespace
}  // namespace nightwatt
