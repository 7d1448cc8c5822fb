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
        : genes_{Array<std::uint32_t>(machine), Array<std::uint8_t>(machine),
                 Array<std::int64_t>(machine), Array<std::int64_t>(machine),
                 Array<std::uint32_t>(machine)},
          score_(machine),
          hash_(machine) {}

    /// `guests` more plans stand behind the others: they have no score, and no part in the state.
    void resize(std::uint32_t plans, std::uint32_t guests, std::uint32_t tasks) {
        plans_ = plans;
        tasks_ = tasks;
        const std::size_t genes = (std::size_t{plans} + guests) * tasks;
        for_each_gene([&](auto& column) { column.resize(genes); }, genes_);
        score_.resize(plans);
        hash_.resize(plans);
    }

    /// Sets plan `place` from the host. Where only loads count, plans have no holds and one order.
    void upload(std::uint32_t place, const Plan& plan, bool loads_only) {
        const std::size_t at = std::size_t{place} * tasks_;
        std::vector<std::uint32_t> words(plan.server.begin(), plan.server.end());
        genes_.server.upload(words.data(), tasks_, at);
        const std::vector<std::uint8_t> levels(plan.level.begin(), plan.level.end());
        genes_.level.upload(levels.data(), tasks_, at);
        const std::vector<std::int64_t> none(loads_only ? tasks_ : 0, 0);
        genes_.hold_ms.upload(loads_only ? none.data() : plan.hold_ms.data(), tasks_, at);
        genes_.start_ms.upload(loads_only ? none.data() : plan.start_ms.data(), tasks_, at);
        for (std::uint32_t j = 0; j < tasks_; ++j) {
            words[j] = loads_only ? j : static_cast<std::uint32_t>(plan.position[j]);
        }
        genes_.position.upload(words.data(), tasks_, at);
    }

    /// Genes of plan `place`, on the host.
    [[nodiscard]] Plan download(std::uint32_t place) const {
        const std::size_t at = std::size_t{place} * tasks_;
        Plan plan;
        plan.resize(tasks_);
        std::vector<std::uint32_t> words(tasks_);
        std::vector<std::uint8_t> levels(tasks_);
        genes_.server.download(words.data(), tasks_, at);
        plan.server.assign(words.begin(), words.end());
        genes_.position.download(words.data(), tasks_, at);
        plan.position.assign(words.begin(), words.end());
        genes_.level.download(levels.data(), tasks_, at);
        plan.level.assign(levels.begin(), levels.end());
        genes_.hold_ms.download(plan.hold_ms.data(), tasks_, at);
        genes_.start_ms.download(plan.start_ms.data(), tasks_, at);
        return plan;
    }

    /// All plans' genes.
    [[nodiscard]] PopulationState genes() const {
        PopulationState state;
        const std::size_t genes = std::size_t{plans_} * tasks_;
        const auto fetch = [&](auto& to, const auto& from) {
            to.resize(genes);
            from.download(to.data(), genes);
        };
        for_each_gene(fetch, state, genes_);
        return state;
    }
    void set_genes(const PopulationState& state) {
        const std::size_t genes = std::size_t{plans_} * tasks_;
        for_each_gene([&](auto& to, const auto& from) { to.upload(from.data(), genes); }, genes_,
                      state);
    }

    [[nodiscard]] PopulationView view() const {
        return {genes_.server.data(),
                genes_.level.data(),
                genes_.hold_ms.data(),
                genes_.start_ms.data(),
                genes_.position.data(),
                score_.data(),
                hash_.data(),
                plans_,
                tasks_};
    }

  private:
    template <class T>
    using Array = DeviceArray<Machine, T>;
    struct Genes {
        Array<std::uint32_t> server;
        Array<std::uint8_t> level;
        Array<std::int64_t> hold_ms;
        Array<std::int64_t> start_ms;
        Array<std::uint32_t> position;
    };

    Genes genes_;
    Array<Score> score_;
    Array<std::uint64_t> hash_;
    std::uint32_t plans_ = 0;
    std::uint32_t tasks_ = 0;
};

}  // namespace nightwatt
