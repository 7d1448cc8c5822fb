#include <gtest/gtest.h>

#include <map>

#include "backend/device/device_backend.hpp"
#include "backend/drill.hpp"
#include "device/parity_cases.hpp"
#include "device/thread_machine.hpp"

namespace nightwatt {
namespace {

/// A machine whose memory ends: what is taken is no longer free.
class SmallMachine : public ThreadMachine {
  public:
    explicit SmallMachine(std::size_t bytes)
        : ThreadMachine({.threads = 1, .lanes = 1}), free_(bytes) {}

    [[nodiscard]] std::size_t free_bytes() const { return free_; }
    void* allocate(std::size_t bytes) {
        if (bytes > free_) throw_no_room(name(), bytes, free_);
        void* const data = ThreadMachine::allocate(bytes);
        taken_[data] = bytes;
        free_ -= bytes;
        return data;
    }
    void release(void* data) {
        if (const auto found = taken_.find(data); found != taken_.end()) {
            free_ += found->second;
            taken_.erase(found);
        }
        ThreadMachine::release(data);
    }

  private:
    std::size_t free_;
    std::map<void*, std::size_t> taken_;
};

class DeviceMemory : public testing::TestWithParam<ParityCase> {};

/// Machines that grow until a search fits: all smaller ones must say so before it begins.
TEST_P(DeviceMemory, APopulationThatFitsCanBeEducated) {
    const ParityCase& one = GetParam();
    const Problem problem(random_instance(1, one.shape));
    Drill drill = one.drill;
    drill.generations = 1;
    for (std::size_t bytes = 4 * problem.bytes() + 4096;; bytes += bytes / 32) {
        DeviceBackend<SmallMachine> backend(std::make_unique<SmallMachine>(bytes), problem.view());
        try {
            begin_drill(backend, problem, drill);
        } catch (const DeviceError& error) {
            ASSERT_NE(std::string(error.what()).find("plans"), std::string::npos) << error.what();
            ASSERT_LT(bytes, std::size_t{1} << 30);
            continue;
        }
        (void)backend.evaluate();
        EXPECT_NO_THROW(advance_drill(backend, drill, 1)) << bytes;
        EXPECT_NO_THROW((void)backend.evaluate());
        return;
    }
}

INSTANTIATE_TEST_SUITE_P(Cases, DeviceMemory, testing::ValuesIn(parity_cases()),
                         [](const auto& one) { return one.param.name; });

}  // namespace
}  // namespace nightwatt
