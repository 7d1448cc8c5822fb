#include <gtest/gtest.h>

#include <map>
#include <type_traits>

#include "backend/device/device_backend.hpp"
#include "backend/drill.hpp"
#include "device/parity_cases.hpp"
#include "device/thread_machine.hpp"

namespace nightwatt {
namespace {

/// A machine whose memory ends: what is taken is no longer free.
class SmallMachine : public ThreadMachine {
  public:
    /// Before the first launch of education it takes `stack_bytes`.
    explicit SmallMachine(std::size_t bytes, std::size_t stack_bytes = 0)
        : ThreadMachine({.threads = 1, .lanes = 1}), free_(bytes), stack_bytes_(stack_bytes) {}

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

    template <class Item>
    [[nodiscard]] std::size_t run_stack_bytes() const {
        return std::is_same_v<Item, TeachLoads> ? stack_bytes_ : 0;
    }
    template <class Item>
    [[nodiscard]] std::size_t worker_stack_bytes() const {
        return std::is_same_v<Item, ImprovePair> ? stack_bytes_ : 0;
    }
    template <class Item>
    void run(std::uint32_t rows, std::uint32_t columns, const Item& item) {
        take_stacks(run_stack_bytes<Item>());
        ThreadMachine::run(rows, columns, item);
    }
    template <class Item>
    void run_workers(std::uint32_t rows, std::uint32_t columns, std::uint32_t workers,
                     const Item& item) {
        take_stacks(worker_stack_bytes<Item>());
        ThreadMachine::run_workers(rows, columns, workers, item);
    }

  private:
    void take_stacks(std::size_t bytes) {
        if (bytes <= stacks_) return;
        if (bytes > free_) throw_no_room(name(), bytes, free_);
        free_ -= bytes;
        stacks_ = bytes;
    }

    std::size_t free_;
    std::size_t stack_bytes_;
    std::size_t stacks_ = 0;
    std::map<void*, std::size_t> taken_;
};

class DeviceMemory : public testing::TestWithParam<ParityCase> {};

/// Machines that grow until a search fits: all smaller ones must say so before it begins.
void search_where_it_fits(const ParityCase& one, std::size_t stack_bytes) {
    const Problem problem(random_instance(1, one.shape));
    Drill drill = one.drill;
    drill.generations = 1;
    for (std::size_t bytes = 4 * problem.bytes() + 4096;; bytes += bytes / 32) {
        DeviceBackend<SmallMachine> backend(std::make_unique<SmallMachine>(bytes, stack_bytes),
                                            problem.view());
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

TEST_P(DeviceMemory, APopulationThatFitsCanBeEducated) {
    search_where_it_fits(GetParam(), 0);
}

TEST_P(DeviceMemory, StacksOfThreadsAreCountedToo) {
    search_where_it_fits(GetParam(), std::size_t{1} << 20);
}

INSTANTIATE_TEST_SUITE_P(Cases, DeviceMemory, testing::ValuesIn(parity_cases()),
                         [](const auto& one) { return one.param.name; });

}  // namespace
}  // namespace nightwatt
