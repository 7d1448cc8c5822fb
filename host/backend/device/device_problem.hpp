#pragma once

#include <cstddef>
#include <deque>
#include <span>
#include <type_traits>

#include "backend/device/device_array.hpp"
#include "kernels/change.hpp"
#include "kernels/problem_view.hpp"

namespace nightwatt {

/// A problem's arrays, copied to a device.
template <class Machine>
class DeviceProblem {
  public:
    DeviceProblem(Machine& machine, const ProblemView& host) : host_(host), device_(host) {
        for_each_array(device_, host.profile_first[host.profile_count],
                       [&]<class T>(const T*& array, std::size_t count) {
                           Bytes& bytes = arrays_.emplace_back(machine);
                           bytes.assign(reinterpret_cast<const std::byte*>(array),
                                        count * sizeof(T));
                           array = reinterpret_cast<const T*>(bytes.data());
                           if constexpr (std::is_same_v<T, SlotLimits>) limits_ = &bytes;
                       });
    }

    /// The arrays stay where they are: views see the new limits.
    void set_limits(std::span<const SlotLimits> limits) {
        limits_->upload(std::as_bytes(limits).data(), limits.size_bytes());
    }

    [[nodiscard]] const ProblemView& view() const { return device_; }
    /// The arrays that the CPU reads.
    [[nodiscard]] const ProblemView& host() const { return host_; }

  private:
    using Bytes = DeviceArray<Machine, std::byte>;

    ProblemView host_;
    ProblemView device_;
    std::deque<Bytes> arrays_;
    Bytes* limits_ = nullptr;
};

}  // namespace nightwatt
