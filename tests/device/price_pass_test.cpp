#include <gtest/gtest.h>

#include "backend/device/device_pass.hpp"
#include "bound/bound.hpp"
#include "device/parity_cases.hpp"
#include "device/thread_machine.hpp"

namespace nightwatt {
namespace {

MakeTaskPass on_threads(const ThreadMachineShape& shape) {
    return [=](const ProblemView& problem, const DualLayout& layout, const ServerGroups& groups) {
        return std::make_unique<DevicePass<ThreadMachine>>(std::make_unique<ThreadMachine>(shape),
                                                           problem, layout, groups);
    };
}

std::int64_t bound_after(BoundMethod& method, int steps) {
    for (int i = 0; i < steps; ++i) method.advance();
    method.certify();
    return method.bound().cost_nano;
}

TEST(DevicePass, RaisesTheSameBoundAsTheCpu) {
    for (const ParityCase& one : parity_cases()) {
        const Problem problem(random_instance(2, one.shape));
        if (problem.view().loads_only) continue;
        const std::int64_t cpu = bound_after(*create_bound(problem, 1), 12);
        for (const std::uint32_t scramble : {1u, 11u}) {
            const ThreadMachineShape shape{.threads = 3, .scramble = scramble};
            const auto device = create_bound(problem, 1, 5e-5, on_threads(shape));
            EXPECT_EQ(bound_after(*device, 12), cpu) << one.name;
        }
    }
}

}  // namespace
}  // namespace nightwatt
