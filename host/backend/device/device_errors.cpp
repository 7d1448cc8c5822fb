#include "backend/device/device_errors.hpp"

#include <fmt/format.h>

#include "errors.hpp"

namespace nightwatt {

namespace {
constexpr double gibibyte = 1 << 30;
}

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

void throw_device_failure(const std::string& device, const char* what, const char* reason) {
    throw DeviceError(fmt::format("{}: could not {}: {}", device, what, reason));
}

}  // namespace nightwatt
