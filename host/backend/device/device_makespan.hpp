#pragma once

#include <algorithm>
#include <vector>

#include "backend/device/device_array.hpp"
#include "kernels/items/makespan_items.hpp"

namespace nightwatt {

/// Time that all tasks take at most, each where it takes longest: no load is more. In ms.
inline std::uint64_t longest_load_ms(const ProblemView& host) {
    std::uint64_t sum = 0;
    for (std::uint32_t j = 0; j < host.task_count; ++j) {
        std::uint32_t longest = 0;
        for (std::uint32_t mode = 0; mode < host.mode_count; ++mode) {
            const std::uint32_t run_ms = option_of(host, j, mode).run_ms;
            if (run_ms != forbidden_run_ms) longest = std::max(longest, run_ms);
        }
        sum += longest;
    }
    return sum;
}

/// Scores plans of which only the makespan counts, on a device: a plan is a thread's, with its
/// loads in fast memory. For populations that are large enough.
template <class Machine>
class DeviceMakespan {
  public:
    /// `problem` lies on the device, `host` on the host.
    DeviceMakespan(Machine& machine, const ProblemView& problem, const ProblemView& host)
        : machine_(machine), problem_(problem), first_mode_(machine), task_bits_(machine) {
        if (!plain()) return;
        short_ = longest_load_ms(host) <= UINT32_MAX;
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
        return plain() && (short_ ? suit<std::uint32_t>(plans) : suit<std::int64_t>(plans));
    }
    void evaluate(const PopulationView& population) {
        if (short_) return score<std::uint32_t>(population);
        score<std::int64_t>(population);
    }

  private:
    [[nodiscard]] bool plain() const { return problem_.loads_only && !problem_.priced; }

    template <class Word>
    [[nodiscard]] bool suit(std::uint32_t plans) const {
        return machine_.template suits_columns<ScoreMakespan<Word>>(plans, problem_.server_count);
    }
    template <class Word>
    void score(const PopulationView& population) {
        machine_.run_columns(
            population.plan_count, problem_.server_count,
            ScoreMakespan<Word>{problem_, population, first_mode_.data(), task_bits_.data()});
    }

    Machine& machine_;
    ProblemView problem_;
    bool short_ = false;  ///< 32 bits hold any load
    DeviceArray<Machine, std::uint32_t> first_mode_;
    DeviceArray<Machine, std::uint64_t> task_bits_;
};

}  // namespace nightwatt
