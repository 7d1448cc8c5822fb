#pragma once

#include "backend/device/device_array.hpp"
#include "kernels/items/sequence_items.hpp"

namespace nightwatt {

/// Sorts the genes of some plans into sequences, on a device.
template <class Machine>
class DeviceSequences {
  public:
    DeviceSequences(Machine& machine, const ProblemView& problem)
        : machine_(machine),
          tasks_(problem.task_count),
          servers_(problem.server_count),
          items_(machine),
          first_(machine),
          next_(machine) {}

    void resize(std::uint32_t rows) {
        items_.resize(std::size_t{rows} * tasks_);
        first_.resize(std::size_t{rows} * (servers_ + 1));
        next_.resize(std::size_t{rows} * servers_);
    }

    void sort(const PopulationView& population, const PlanRows& rows, std::uint32_t count) {
        const SequencesView sequences = view();
        machine_.run(count, servers_, ForgetCounts{sequences});
        machine_.run(count, tasks_, CountTasks{population, rows, sequences});
        machine_.run_blocks(count, 1, PlaceServers{sequences});
        machine_.run(count, tasks_, ScatterTasks{population, rows, sequences});
        machine_.run_warps(count, servers_, SortSequence{sequences});
    }

    [[nodiscard]] SequencesView view() const {
        return {items_.data(), first_.data(), next_.data(), tasks_, servers_};
    }

  private:
    Machine& machine_;
    std::uint32_t tasks_;
    std::uint32_t servers_;
    DeviceArray<Machine, SequenceItem> items_;
    DeviceArray<Machine, std::uint32_t> first_;
    DeviceArray<Machine, std::uint32_t> next_;
};

}  // namespace nightwatt
