#include "io/import/server_shapes.hpp"

#include <limits>
#include <set>

namespace nightwatt {

bool ServerShape::holds(const std::vector<std::uint32_t>& need) const {
    for (std::size_t r = 0; r < capacity.size(); ++r)
        if (need[r] > capacity[r]) return false;
    return true;
}

std::vector<ServerShape> server_shapes(const Instance& instance) {
    const ServerTable& servers = instance.servers;
    std::set<ServerShape> shapes;
    for (std::size_t i = 0; i < servers.size(); ++i) {
        ServerShape shape{servers.class_index[i], servers.site[i], servers.wake_s[i], {}};
        for (const auto& capacity : servers.capacity) shape.capacity.push_back(capacity[i]);
        shapes.insert(std::move(shape));
    }
    return {shapes.begin(), shapes.end()};
}

double ready_s(const Instance& instance, double release_s, double input_bytes,
               std::int32_t input_site, std::int32_t site) {
    if (input_bytes == 0 || input_site < 0 || input_site == site) return release_s;
    const LinkTable& links = instance.links;
    for (std::size_t k = 0; k < links.size(); ++k)
        if (links.from_site[k] == input_site && links.to_site[k] == site)
            return release_s + input_bytes / links.bandwidth_bytes_per_s[k];
    return std::numeric_limits<double>::infinity();
}

}  // namespace nightwatt
