#include <fmt/format.h>
#include <omp.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <vector>

#include "backend/backend.hpp"

namespace nightwatt {

std::vector<DeviceFacts> cpu_devices() {
    const auto page = static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
    const std::uint64_t total = page * static_cast<std::uint64_t>(sysconf(_SC_PHYS_PAGES));
    const std::uint64_t free = page * static_cast<std::uint64_t>(sysconf(_SC_AVPHYS_PAGES));
    constexpr double gibibyte = 1 << 30;
    return {{"CPU",
             fmt::format("{} threads, {:.1f} GiB of memory", omp_get_max_threads(),
                         static_cast<double>(total) / gibibyte),
             free}};
}

BackendRoom cpu_room() {
    return {static_cast<std::uint32_t>(omp_get_max_threads()), 1, cpu_devices().front().free_bytes};
}

double cpu_copy_rate() {
    constexpr std::int64_t block = 1 << 20;
    constexpr std::int64_t blocks = 256;
    constexpr int repeats = 4;
    std::vector<char> from(block * blocks, 1);
    std::vector<char> to(block * blocks, 0);
    const auto begin = std::chrono::steady_clock::now();
    for (int repeat = 0; repeat < repeats; ++repeat) {
#pragma omp parallel for schedule(static)
        for (std::int64_t i = 0; i < blocks; ++i) {
            std::memcpy(to.data() + i * block, from.data() + i * block, block);
        }
    }
    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return 2.0 * repeats * block * blocks / seconds;
}

}  // namespace nightwatt
