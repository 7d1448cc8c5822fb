#include <gtest/gtest.h>

#include <string>
#include <typeinfo>

#include "backend/device/device_errors.hpp"
#include "errors.hpp"
#include "kernels/items/loads_items.hpp"
#include "kernels/launch_shape.hpp"

namespace nightwatt {
namespace {

std::string failure(const LastLaunch& last) {
    try {
        throw_device_failure("cuda device 0", "wait for", "misaligned address", last);
    } catch (const DeviceError& error) {
        return error.what();
    }
}

TEST(DeviceFailure, NamesTheKernelLaunchedLast) {
    EXPECT_EQ(failure({}), "cuda device 0: could not wait for: misaligned address");
    EXPECT_EQ(failure({typeid(TeachLoads).name(), true}),
              "cuda device 0: could not wait for: misaligned address; the last kernel was "
              "TeachLoads");
    const std::string unsure = failure({typeid(TeachLoads).name(), false});
    EXPECT_NE(unsure.find("TeachLoads"), std::string::npos);
    EXPECT_NE(unsure.find("NIGHTWATT_SYNC=1"), std::string::npos) << unsure;
}

TEST(LaunchShape, AThreadAPlanReachesTheMultiprocessors) {
    constexpr std::uint32_t processors = 132;
    const auto blocks = [](std::uint64_t items) {
        const std::uint32_t threads = threads_for(items, processors);
        return (items + threads - 1) / threads;
    };
    EXPECT_GE(blocks(4096), 128u);
    EXPECT_GE(blocks(32'000), processors);
    EXPECT_GE(blocks(std::uint64_t{item_block} * processors), processors);
    EXPECT_EQ(threads_for(1'000'000, processors), item_block);
}

TEST(LaunchShape, BlocksOfWorkersDivideWhatIsDealtOut) {
    constexpr std::uint32_t processors = 132;
    for (const std::uint64_t items : {1ull, 5000ull, 8447ull, 8448ull, 1'000'000ull}) {
        EXPECT_EQ(worker_block % worker_threads_for(items, processors), 0u) << items;
    }
    EXPECT_GE(5000 / worker_threads_for(5000, processors), processors);
    EXPECT_EQ(worker_threads_for(1'000'000, processors), worker_block);
}

}  // namespace
}  // namespace nightwatt
