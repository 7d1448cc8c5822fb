#include "doctor/parity.hpp"

#include <gtest/gtest.h>

#include <type_traits>

#include "backend/device/device_backend.hpp"
#include "backend/device/plan_bytes.hpp"
#include "device/thread_machine.hpp"
#include "doctor/rates.hpp"

namespace nightwatt {
namespace {

/// A machine that mutates all plans but the last one.
class ForgetfulMachine : public ThreadMachine {
  public:
    using ThreadMachine::ThreadMachine;

    template <class Item>
    void run(std::uint32_t rows, std::uint32_t columns, const Item& item) {
        const bool forgets = std::is_same_v<Item, MutatePlan>;
        ThreadMachine::run(rows, forgets ? columns - 1 : columns, item);
    }
};

/// A device on which mutations fault.
class FaultyMachine : public ThreadMachine {
  public:
    using ThreadMachine::ThreadMachine;

    template <class Item>
    void run(std::uint32_t rows, std::uint32_t columns, const Item& item) {
        if (std::is_same_v<Item, MutatePlan>) throw DeviceError("faulty: misaligned address");
        ThreadMachine::run(rows, columns, item);
    }
};

template <class Machine>
std::unique_ptr<Backend> create(const ProblemView& problem, std::uint32_t) {
    return std::make_unique<DeviceBackend<Machine>>(
        std::make_unique<Machine>(ThreadMachineShape{.threads = 1, .lanes = 1}), problem);
}

std::vector<BackendChoice> cpu_and(const char* name,
                                   std::unique_ptr<Backend> (*make)(const ProblemView&,
                                                                    std::uint32_t)) {
    std::vector<BackendChoice> choices;
    for (const BackendChoice& choice : backends()) {
        if (choice.name == "cpu") choices = {choice, choice};
    }
    choices.front().name = name;
    choices.front().create = make;
    return choices;
}

TEST(CheckParity, FindsAnExactDeviceEqual) {
    for (const ParityRow& row : check_parity(false, 1, cpu_and("exact", create<ThreadMachine>))) {
        ASSERT_EQ(row.traces.size(), 2u);
        EXPECT_EQ(row.traces.front().backend, "cpu");
        EXPECT_TRUE(row.equal()) << row.name;
    }
}

TEST(CheckParity, FindsOutADeviceThatLosesAWorkItem) {
    bool found = false;
    for (const ParityRow& row :
         check_parity(false, 1, cpu_and("forgetful", create<ForgetfulMachine>))) {
        found = found || !row.equal();
    }
    EXPECT_TRUE(found);
}

TEST(CheckParity, GoesOnWhereADeviceFails) {
    const std::vector<ParityRow> rows =
        check_parity(false, 1, cpu_and("faulty", create<FaultyMachine>));
    EXPECT_EQ(rows.size(), 4u);
    for (const ParityRow& row : rows) {
        ASSERT_EQ(row.traces.size(), 2u);
        EXPECT_EQ(row.traces[0].failure, "");
        EXPECT_EQ(row.traces[1].failure, "faulty: misaligned address");
        EXPECT_FALSE(row.equal());
    }
}

TEST(MeasureRates, GoOnWhereADeviceFails) {
    const auto fails = [](const ProblemView&, std::uint32_t) -> std::unique_ptr<Backend> {
        throw DeviceError("faulty: misaligned address");
    };
    const std::vector<BackendRates> rates = measure_rates(false, 1, 0.01, cpu_and("faulty", fails));
    ASSERT_EQ(rates.size(), 2u);
    EXPECT_EQ(rates[0].backend, "faulty");
    EXPECT_EQ(rates[0].failure, "faulty: misaligned address");
    EXPECT_EQ(rates[1].failure, "");
    EXPECT_GT(rates[1].copy_bytes, 0);
}

TEST(RateDrill, TakesNoMorePlansThanTheMemoryHolds) {
    const Problem problem(rate_night(1'000, 20));
    BackendChoice device = usable_backends().front();
    device.name = "device";
    device.room = [] { return BackendRoom{135'168, 1, std::uint64_t{1} << 26}; };
    const Drill drill = rate_drill(device, problem);
    EXPECT_LE(drill.islands * drill.island_plans * plan_bytes(problem.view()), 1u << 25);
    device.room = [] { return BackendRoom{135'168, 1, std::uint64_t{80} << 30}; };
    EXPECT_EQ(rate_drill(device, problem).islands * 16, 16'384u);
}

}  // namespace
}  // namespace nightwatt
