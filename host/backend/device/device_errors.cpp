#include "backend/device/device_errors.hpp"

#include <cxxabi.h>
#include <fmt/format.h>

#include <cstdlib>
#include <memory>

#include "errors.hpp"

namespace nightwatt {

namespace {
constexpr double gibibyte = 1 << 30;

/// "TeachLoads" for the type of that work item.
std::string item_name(const char* type_name) {
    int status = 0;
    const std::unique_ptr<char, decltype(&std::free)> text(
        abi::__cxa_demangle(type_name, nullptr, nullptr, &status), &std::free);
    const std::string name = status == 0 ? text.get() : type_name;
    const std::string prefix = "nightwatt::";
    return name.starts_with(prefix) ? name.substr(prefix.size()) : name;
}
}  // namespace

void throw_no_room_for_plans(const std::string& device, std::uint32_t plans,
                             std::uint32_t particles, double bytes, std::size_t free_bytes) {
    throw DeviceError(fmt::format(
        "{}: {} plans, {} of them particles, need {:.2f} GiB and {:.2f} GiB are free; lower "
        "genetic.islands or genetic.island_plans",
        device, plans, particles, bytes / gibibyte, static_cast<double>(free_bytes) / gibibyte));
}

void throw_no_room(const std::string& device, std::size_t bytes, std::size_t free_bytes) {
    throw DeviceError(fmt::format(
        "{}: {:.2f} GiB more are needed and {:.2f} GiB are free; lower genetic.islands or "
        "genetic.island_plans",
        device, static_cast<double>(bytes) / gibibyte, static_cast<double>(free_bytes) / gibibyte));
}

void throw_device_failure(const std::string& device, const char* what, const char* reason,
                          const LastLaunch& last) {
    std::string kernel;
    if (last.item_type != nullptr) {
        kernel = fmt::format("; the last kernel was {}", item_name(last.item_type));
        if (!last.waited_for_each)
            kernel += ", one before it may have failed: set NIGHTWATT_SYNC=1";
    }
    throw DeviceError(fmt::format("{}: could not {}: {}{}", device, what, reason, kernel));
}

}  // namespace nightwatt
