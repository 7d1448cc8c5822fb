#pragma once

#include <span>

#include "backend/device/device_array.hpp"
#include "kernels/change.hpp"
#include "kernels/problem_view.hpp"

namespace nightwatt {

/// A problem's arrays, copied to a device.
template <class Machine>
class DeviceProblem {
  public:
    DeviceProblem(Machine& machine, const ProblemView& host)
        : host_(host),
          tasks_(machine),
          options_(machine),
          servers_(machine),
          tariff_(machine),
          limits_(machine),
          ready_ms_(machine),
          transfer_nano_(machine),
          pin_start_ms_(machine),
          pin_level_(machine),
          published_(machine),
          profile_(machine),
          profile_first_(machine),
          profile_servers_(machine) {
        const std::size_t tasks = host.task_count;
        const std::size_t sites = host.site_count;
        const std::size_t slots = sites * host.slot_count;
        tasks_.assign(host.tasks, tasks);
        options_.assign(host.options, tasks * host.mode_count);
        servers_.assign(host.servers, host.server_count);
        tariff_.assign(host.tariff, slots);
        limits_.assign(host.coupled ? host.limits : nullptr, slots);
        ready_ms_.assign(host.ready_ms, tasks * sites);
        transfer_nano_.assign(host.transfer_nano, tasks * sites);
        pin_start_ms_.assign(host.pin_start_ms, tasks);
        pin_level_.assign(host.pin_level, tasks);
        published_.assign(host.published, tasks);
        profile_.assign(host.profile, tasks);
        const std::size_t profiles = host.profile_count;
        profile_first_.assign(host.profile_first, profiles + 1);
        profile_servers_.assign(host.profile_servers, host.profile_first[profiles]);
    }

    /// The arrays stay where they are: views see the new limits.
    void set_limits(std::span<const SlotLimits> limits) {
        limits_.upload(limits.data(), limits.size());
    }

    [[nodiscard]] ProblemView view() const {
        ProblemView device = host_;
        device.tasks = tasks_.data();
        device.options = options_.data();
        device.servers = servers_.data();
        device.tariff = tariff_.data();
        device.limits = limits_.data();
        device.ready_ms = ready_ms_.data();
        device.transfer_nano = transfer_nano_.data();
        device.pin_start_ms = pin_start_ms_.data();
        device.pin_level = pin_level_.data();
        device.published = published_.data();
        device.profile = profile_.data();
        device.profile_first = profile_first_.data();
        device.profile_servers = profile_servers_.data();
        return device;
    }
    /// The arrays that the CPU reads.
    [[nodiscard]] const ProblemView& host() const { return host_; }

  private:
    template <class T>
    using Array = DeviceArray<Machine, T>;

    ProblemView host_;
    Array<TaskFacts> tasks_;
    Array<ModeOption> options_;
    Array<ServerFacts> servers_;
    Array<TariffSlot> tariff_;
    Array<SlotLimits> limits_;
    Array<std::int64_t> ready_ms_;
    Array<std::int64_t> transfer_nano_;
    Array<std::int64_t> pin_start_ms_;
    Array<std::int32_t> pin_level_;
    Array<PublishedTask> published_;
    Array<std::uint32_t> profile_;
    Array<std::uint32_t> profile_first_;
    Array<std::uint32_t> profile_servers_;
};

}  // namespace nightwatt
