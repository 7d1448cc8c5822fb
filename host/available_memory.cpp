#include "available_memory.hpp"

#include <algorithm>
#include <fstream>
#include <string>

#include "rank_place.hpp"
#include "slurm_job.hpp"

namespace nightwatt {

std::int64_t available_memory_bytes() {
    std::int64_t bytes = INT64_MAX;
    std::ifstream file("/proc/meminfo");
    std::string word;
    while (file >> word) {
        std::int64_t kib = 0;
        if (word == "MemAvailable:" && file >> kib) bytes = kib << 10;
    }
    if (const auto mib = slurm_job().memory_mib) bytes = std::min(bytes, *mib << 20);
    return bytes / rank_place.of_node;
}

}  // namespace nightwatt
