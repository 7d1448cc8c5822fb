#include "doctor/parity.hpp"

#include <gtest/gtest.h>

#include <type_traits>

#include "backend/device/device_backend.hpp"
#include "device/thread_machine.hpp"

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

}  // namespace
}  // namespace nightwatt
