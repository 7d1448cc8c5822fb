#pragma once

#include <algorithm>
#include <memory>
#include <utility>

#include "backend/device/device_problem.hpp"
#include "bound/task_pass.hpp"
#include "kernels/items/price_items.hpp"

namespace nightwatt {

/// Prices tasks for the lower bound, on a device: prices go there and sums by step come back.
template <class Machine>
class DevicePass final : public TaskPass {
  public:
    DevicePass(std::unique_ptr<Machine> machine, const ProblemView& problem,
               const DualLayout& layout, const ServerGroups& groups)
        : machine_(std::move(machine)),
          device_(*machine_, problem),
          problem_(device_.view()),
          layout_(layout),
          host_groups_(groups),
          groups_(*machine_),
          profile_first_(*machine_),
          profile_groups_(*machine_),
          energy_(*machine_),
          energy_size_(*machine_),
          resource_(*machine_),
          resource_size_(*machine_),
          held_(*machine_),
          held_change_(*machine_),
          used_uj_(*machine_),
          used_change_(*machine_),
          cost_nano_(*machine_),
          scratch_(*machine_) {
        groups_.assign(groups.groups.data(), groups.groups.size());
        profile_first_.assign(groups.profile_first.data(), groups.profile_first.size());
        profile_groups_.assign(groups.profile_groups.data(), groups.profile_groups.size());
        held_.resize(held_count());
        held_change_.resize(held_count());
        used_uj_.resize(used_count());
        used_change_.resize(used_count());
        cost_nano_.resize(1);
        const std::size_t scratch = 2 * std::size_t{layout.stride()};
        workers_ =
            machine_->template workers<PriceTask>(problem.task_count, scratch * sizeof(double));
        scratch_.resize(workers_ * scratch);
    }

    [[nodiscard]] std::int64_t tasks() const override { return problem_.task_count; }
    [[nodiscard]] TaskTotals price(const PriceIntegrals& prices,
                                   const TaskSample& sample) override {
        const PriceSizes sizes(layout_, prices);
        energy_.assign(prices.energy.data(), prices.energy.size());
        energy_size_.assign(prices.energy_size.data(), prices.energy_size.size());
        resource_.assign(prices.resource.data(), prices.resource.size());
        resource_size_.assign(sizes.resource.data(), sizes.resource.size());
        PriceView view = prices.view(layout_, host_groups_);
        view.groups = groups_.data();
        view.profile_first = profile_first_.data();
        view.profile_groups = profile_groups_.data();
        view.energy = energy_.data();
        view.energy_size = energy_size_.data();
        view.resource = resource_.data();
        const PassView pass = {{held_.data(), held_change_.data(), used_uj_.data(),
                                used_change_.data(), layout_.steps, layout_.step_ms},
                               cost_nano_.data(),
                               scratch_.data()};
        const std::uint32_t held_rows = layout_.groups * layout_.resources;
        machine_->run(1, static_cast<std::uint32_t>(std::max(held_count(), used_count())),
                      ForgetAmounts{pass, held_count(), used_count()});
        machine_->run_workers(1, sample.count(problem_.task_count), workers_,
                              PriceTask{problem_,
                                        view,
                                        {sizes.energy, resource_size_.data()},
                                        pass,
                                        sample.first,
                                        sample.stride});
        machine_->run(1, held_rows + layout_.sites, SettleRow{pass, held_rows});
        TaskTotals totals;
        totals.held.resize(held_count());
        totals.used_uj.resize(used_count());
        held_.download(totals.held.data(), held_count());
        used_uj_.download(totals.used_uj.data(), used_count());
        cost_nano_.download(&totals.cost_nano, 1);
        return totals;
    }

  private:
    template <class T>
    using Array = DeviceArray<Machine, T>;

    [[nodiscard]] std::size_t held_count() const {
        return std::size_t{layout_.groups} * layout_.resources * layout_.steps;
    }
    [[nodiscard]] std::size_t used_count() const {
        return std::size_t{layout_.sites} * layout_.steps;
    }

    std::unique_ptr<Machine> machine_;
    DeviceProblem<Machine> device_;
    ProblemView problem_;
    const DualLayout& layout_;
    const ServerGroups& host_groups_;
    Array<ServerGroup> groups_;
    Array<std::uint32_t> profile_first_;
    Array<std::uint32_t> profile_groups_;
    Array<double> energy_;
    Array<double> energy_size_;
    Array<double> resource_;
    Array<double> resource_size_;
    Array<std::int64_t> held_;
    Array<std::int64_t> held_change_;
    Array<std::int64_t> used_uj_;
    Array<std::int64_t> used_change_;
    Array<std::int64_t> cost_nano_;
    Array<double> scratch_;
    std::uint32_t workers_ = 0;
};

}  // namespace nightwatt
