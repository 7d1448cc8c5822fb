#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace nightwatt {

/// What the device backend says when it cannot go on: all throw DeviceError. Texts are made here,
/// because nvcc does not read fmt's headers.
[[noreturn]] void throw_no_room_for_plans(const std::string& device, std::uint32_t plans,
                                          std::uint32_t particles, double bytes,
                                          std::size_t free_bytes);
[[noreturn]] void throw_no_room(const std::string& device, std::size_t bytes,
                                std::size_t free_bytes);
/// The kernel that a device was given last.
struct LastLaunch {
    const char* item_type = nullptr;  ///< std::type_info::name() of its work item; null: none yet
    bool waited_for_each = false;     ///< those before it have ended well
};
/// `what` could not be done, for a reason that the device gives.
[[noreturn]] void throw_device_failure(const std::string& device, const char* what,
                                       const char* reason, const LastLaunch& last = {});

}  // namespace nightwatt
