#include <gtest/gtest.h>

#include <functional>

#include "errors.hpp"
#include "io/plan_file.hpp"
#include "tests/io/sample_instance.hpp"
#include "tests/io/scratch_folder.hpp"

namespace nightwatt {
namespace {

/// What reading the sample plan reports after a change that no planner makes.
std::string problems_after(const std::function<void(PlanRecord&)>& change) {
    const ScratchFolder folder;
    const Instance instance = sample_instance();
    PlanRecord record = sample_plan(instance);
    change(record);
    const std::string path = folder.file("plan.h5");
    write_plan(path, record, instance);
    try {
        static_cast<void>(read_plan(path, instance));
    } catch (const InputError& error) {
        return error.what();
    }
    return "the plan was read";
}

void expect_problem(const std::string& expected, const std::function<void(PlanRecord&)>& change) {
    const std::string problems = problems_after(change);
    EXPECT_NE(problems.find(expected), std::string::npos) << problems;
}

TEST(BadPlan, TheSampleItselfIsSound) {
    EXPECT_EQ(problems_after([](PlanRecord&) {}), "the plan was read");
}

TEST(BadPlan, LevelsAndPositionsOutOfRangeAreRefused) {
    expect_problem("/tasks/level[1]: is 99, not from 0 to",
                   [](PlanRecord& r) { r.plan.level[1] = 99; });
    expect_problem("/tasks/level[2]: is -1", [](PlanRecord& r) { r.plan.level[2] = -1; });
    expect_problem("/tasks/position[3]: is 4, not from 0 to 3",
                   [](PlanRecord& r) { r.plan.position[3] = 4; });
}

TEST(BadPlan, APenaltyOrToleranceBelowZeroIsRefused) {
    const std::string why = "attributes change_penalty and change_tolerance_ms";
    expect_problem(why, [](PlanRecord& r) { r.published.tolerance_ms = -1; });
    expect_problem(why, [](PlanRecord& r) { r.published.change_penalty = -1; });
}

}  // namespace
}  // namespace nightwatt
