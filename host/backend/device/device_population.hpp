#pragma once

#include <vector>

#include "backend/device/device_array.hpp"
#include "backend/population_state.hpp"
#include "instance/plan.hpp"
#include "kernels/population.hpp"

namespace nightwatt {

/// Memory of one population on a device, and the way of its plans to and from the host.
template <class Machine>
class DevicePopulation {
  public:
    explicit DevicePopulation(Machine& machine)
        : server_(machine),
          level_(machine),
          hold_ms_(machine),
          start_ms_(machine),
          position_(machine),
          score_(machine),
          hash_(machine) {}

    /// `guests` more plans stand behind the others: they have no score, and no part in the state.
    void resize(std::uint32_t plans, std::uint32_t guests, std::uint32_t tasks) {
        plans_ = plans;
        tasks_ = tasks;
        const std::size_t genes = (std::size_t{plans} + guests) * tasks;
        server_.resize(genes);
        level_.resize(genes);
        hold_ms_.resize(genes);
        start_ms_.resize(genes);
        position_.resize(genes);
        score_.resize(plans);
        hash_.resize(plans);
    }

    /// Sets plan `place` from the host. Where only loads count, plans have no holds and one order.
    void upload(std::uint32_t place, const Plan& plan, bool loads_only) {
        const std::size_t at = std::size_t{place} * tasks_;
        std::vector<std::uint32_t> words(plan.server.begin(), plan.server.end());
        server_.upload(words.data(), tasks_, at);
        const std::vector<std::uint8_t> levels(plan.level.begin(), plan.level.end());
        level_.upload(levels.data(), tasks_, at);
        const std::vector<std::int64_t> none(loads_only ? tasks_ : 0, 0);
        hold_ms_.upload(loads_only ? none.data() : plan.hold_ms.data(), tasks_, at);
        start_ms_.upload(loads_only ? none.data() : plan.start_ms.data(), tasks_, at);
        for (std::uint32_t j = 0; j < tasks_; ++j) {
            words[j] = loads_only ? j : static_cast<std::uint32_t>(plan.position[j]);
        }
        position_.upload(words.data(), tasks_, at);
    }

    /// Genes of plan `place`, on the host.
    [[nodiscard]] Plan download(std::uint32_t place) const {
        const std::size_t at = std::size_t{place} * tasks_;
        Plan plan;
        plan.resize(tasks_);
        std::vector<std::uint32_t> words(tasks_);
        std::vector<std::uint8_t> levels(tasks_);
        server_.download(words.data(), tasks_, at);
        plan.server.assign(words.begin(), words.end());
        position_.download(words.data(), tasks_, at);
        plan.position.assign(words.begin(), words.end());
        level_.download(levels.data(), tasks_, at);
        plan.level.assign(levels.begin(), levels.end());
        hold_ms_.download(plan.hold_ms.data(), tasks_, at);
        start_ms_.download(plan.start_ms.data(), tasks_, at);
        return plan;
    }

    /// All plans' genes.
    [[nodiscard]] PopulationState genes() const {
        PopulationState state;
        const std::size_t genes = std::size_t{plans_} * tasks_;
        state.server.resize(genes);
        state.level.resize(genes);
        state.hold_ms.resize(genes);
        state.start_ms.resize(genes);
        state.position.resize(genes);
        server_.download(state.server.data(), genes);
        level_.download(state.level.data(), genes);
        hold_ms_.download(state.hold_ms.data(), genes);
        start_ms_.download(state.start_ms.data(), genes);
        position_.download(state.position.data(), genes);
        return state;
    }
    void set_genes(const PopulationState& state) {
        const std::size_t genes = std::size_t{plans_} * tasks_;
        server_.upload(state.server.data(), genes);
        level_.upload(state.level.data(), genes);
        hold_ms_.upload(state.hold_ms.data(), genes);
        start_ms_.upload(state.start_ms.data(), genes);
        position_.upload(state.position.data(), genes);
    }

    [[nodiscard]] PopulationView view() const {
        return {server_.data(),   level_.data(),    hold_ms_.data(),
                start_ms_.data(), position_.data(), score_.data(),
                hash_.data(),     plans_,           tasks_};
    }

  private:
    DeviceArray<Machine, std::uint32_t> server_;
    DeviceArray<Machine, std::uint8_t> level_;
    DeviceArray<Machine, std::int64_t> hold_ms_;
    DeviceArray<Machine, std::int64_t> start_ms_;
    DeviceArray<Machine, std::uint32_t> position_;
    DeviceArray<Machine, Score> score_;
    DeviceArray<Machine, std::uint64_t> hash_;
    std::uint32_t plans_ = 0;
    std::uint32_t tasks_ = 0;
};

}  // namespace nightwatt
