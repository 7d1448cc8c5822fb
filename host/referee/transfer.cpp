#include "referee/transfer.hpp"

#include "referee/units.hpp"

namespace nightwatt::referee {

Transfer find_transfer(const Instance& instance, std::size_t task, std::int32_t site) {
    const double bytes = instance.tasks.input_bytes[task];
    const std::int32_t from = instance.tasks.input_site[task];
    if (bytes == 0 || from == site || from == -1) return {};
    const LinkTable& links = instance.links;
    for (std::size_t row = 0; row != links.size(); ++row) {
        if (links.from_site[row] != from || links.to_site[row] != site) continue;
        return {.reachable = true,
                .time_ms = to_ms(bytes / links.bandwidth_bytes_per_s[row]),
                .energy_j = bytes * links.energy_j_per_byte[row]};
    }
    return {.reachable = false};
}

}  // namespace nightwatt::referee
