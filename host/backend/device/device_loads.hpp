#pragma once

#include <optional>

#include "backend/device/device_array.hpp"
#include "backend/loads_model.hpp"
#include "kernels/items/loads_items.hpp"

namespace nightwatt {

/// Local search on plans of the family (kernels/loads), on a device: every plan is a work item. The
/// prices are found on the host, at the first call.
template <class Machine>
class DeviceLoads {
  public:
    /// `problem` lies on the device, `host` on the host.
    DeviceLoads(Machine& machine, const ProblemView& problem, const ProblemView& host)
        : machine_(machine),
          problem_(problem),
          host_(host),
          first_(machine),
          options_(machine),
          least_(machine),
          lambda_(machine),
          price_(machine),
          limit_price_(machine),
          idle_price_(machine),
          now_(machine),
          next_(machine),
          previous_(machine),
          head_(machine),
          load_ms_(machine),
          limit_ms_(machine),
          penalty_(machine),
          task_price_(machine),
          cover_(machine) {}

    void educate(const LoadsLesson& lesson, const PopulationView& population, const PlanRows& rows,
                 std::uint32_t count) {
        if (count == 0 || problem_.task_count == 0 || lesson.steps == 0) return;
        if (!model_) upload_model();
        const std::size_t tasks = std::size_t{count} * problem_.task_count;
        const std::size_t servers = std::size_t{count} * problem_.server_count;
        now_.resize(tasks);
        next_.resize(tasks);
        previous_.resize(tasks);
        head_.resize(servers);
        load_ms_.resize(servers);
        limit_ms_.resize(servers);
        penalty_.resize(servers);
        if (model_->view().task_price != nullptr) cover_.resize(count);
        const LoadsWork work = {
            now_.data(),      next_.data(),
            previous_.data(), head_.data(),
            load_ms_.data(),  limit_ms_.data(),
            penalty_.data(),  model_->view().task_price == nullptr ? nullptr : cover_.data()};
        machine_.run(1, count, TeachLoads{view(), work, lesson, population, rows});
    }

  private:
    template <class T>
    using Array = DeviceArray<Machine, T>;

    void upload_model() {
        model_.emplace(host_);
        const LoadsView host = model_->view();
        first_.assign(host.first, host_.task_count + std::size_t{1});
        options_.assign(host.options, host.first[host_.task_count]);
        least_.assign(host.least, host_.task_count);
        lambda_.assign(host.lambda, host_.server_count);
        price_.assign(host.price, host_.server_count);
        limit_price_.assign(host.limit_price, host_.server_count);
        idle_price_.assign(host.idle_price, host_.server_count);
        if (host.task_price != nullptr) task_price_.assign(host.task_price, host_.task_count);
    }
    [[nodiscard]] LoadsView view() const {
        LoadsView device = model_->view();
        device.problem = problem_;
        device.first = first_.data();
        device.options = options_.data();
        device.least = least_.data();
        device.lambda = lambda_.data();
        device.price = price_.data();
        device.limit_price = limit_price_.data();
        device.idle_price = idle_price_.data();
        if (device.task_price != nullptr) device.task_price = task_price_.data();
        return device;
    }

    Machine& machine_;
    ProblemView problem_;
    ProblemView host_;
    std::optional<LoadsModel> model_;
    Array<std::uint32_t> first_;
    Array<LoadsOption> options_;
    Array<double> least_;
    Array<double> lambda_;
    Array<double> price_;
    Array<double> limit_price_;
    Array<double> idle_price_;
    Array<LoadsOption> now_;
    Array<std::uint32_t> next_;
    Array<std::uint32_t> previous_;
    Array<std::uint32_t> head_;
    Array<std::int64_t> load_ms_;
    Array<std::int64_t> limit_ms_;
    Array<double> penalty_;
    Array<double> task_price_;
    Array<Cover> cover_;
};

}  // namespace nightwatt
