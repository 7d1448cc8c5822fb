#pragma once

#include <vector>

#include "backend/device/device_array.hpp"
#include "kernels/items/makespan_items.hpp"

namespace nightwatt {

/// Scores plans of which only the makespan counts, on a device: a plan is a thread's, with its
/// loads in fast memory. For populations that are large enough.
template <class Machine>
class DeviceMakespan {
  public:
    /// `problem` lies on the device, `host` on the host.
    DeviceMakespan(Machine& machine, const ProblemView& problem, const ProblemView& host)
        : machine_(machine), problem_(problem), first_mode_(machine), task_bits_(machine) {
        if (!plain()) return;
        std::vector<std::uint32_t> modes;
        for (std::uint32_t i = 0; i < host.server_count; ++i) {
            modes.push_back(host.servers[i].first_mode);
        }
        std::vector<std::uint64_t> bits;
        for (std::uint32_t j = 0; j < host.task_count; ++j) bits.push_back(task_bits_of(j));
        first_mode_.assign(modes.data(), modes.size());
        task_bits_.assign(bits.data(), bits.size());
    }

    [[nodiscard]] bool suits(std::uint32_t plans) const {
        return plain() && machine_.suits_columns(plans, problem_.server_count);
    }
    void evaluate(const PopulationView& population) {
        machine_.run_columns(
            population.plan_count, problem_.server_count,
            ScoreMakespan{problem_, population, first_mode_.data(), task_bits_.data()});
    }

  private:
    [[nodiscard]] bool plain() const { return problem_.loads_only && !problem_.priced; }

    Machine& machine_;
    ProblemView problem_;
    DeviceArray<Machine, std::uint32_t> first_mode_;
    DeviceArray<Machine, std::uint64_t> task_bits_;
};

}  // namespace nightwatt
