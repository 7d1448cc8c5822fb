#include "instance/server_types.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <tuple>

namespace nightwatt {

namespace {

auto key(const ServerType& type) {
    return std::tuple(type.site, type.first_start_ms, type.close_ms, type.capacity);
}

bool covers(const ServerType& strong, const ServerType& weak) {
    if (strong.site != weak.site || strong.first_start_ms > weak.first_start_ms ||
        strong.close_ms < weak.close_ms) {
        return false;
    }
    for (std::size_t r = 0; r < max_resources; ++r) {
        if (strong.capacity[r] < weak.capacity[r]) return false;
    }
    return true;
}

}  // namespace

ServerType server_type(const Instance& instance, std::size_t server) {
    const ServerTable& servers = instance.servers;
    ServerType type;
    type.server = server;
    type.class_index = static_cast<std::size_t>(servers.class_index[server]);
    type.site = servers.site[server];
    type.first_start_ms =
        std::llround(servers.open_s[server] * 1000) + std::llround(servers.wake_s[server] * 1000);
    const double close_s = servers.close_s[server];
    type.close_ms = std::llround(
        (std::isnan(close_s) ? instance.horizon_s : std::min(close_s, instance.horizon_s)) * 1000);
    for (std::size_t r = 0; r < servers.capacity.size(); ++r) {
        type.capacity[r] = servers.capacity[r][server];
    }
    return type;
}

std::vector<std::vector<ServerType>> server_types(const Instance& instance) {
    std::vector<std::size_t> all(instance.servers.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    return server_types(instance, all);
}

std::vector<std::vector<ServerType>> server_types(const Instance& instance,
                                                  std::span<const std::size_t> servers) {
    std::vector<std::vector<ServerType>> types(instance.classes.size());
    std::vector<std::map<decltype(key(ServerType{})), std::size_t>> known(types.size());
    for (const std::size_t i : servers) {
        const ServerType type = server_type(instance, i);
        std::vector<ServerType>& of_class = types[type.class_index];
        const auto [found, added] = known[type.class_index].emplace(key(type), of_class.size());
        if (added) {
            of_class.push_back(type);
        } else {
            ++of_class[found->second].count;
        }
    }
    return types;
}

std::vector<ServerType> strongest(std::vector<ServerType> types) {
    // Strong ones first, so that the list stays short while it is made.
    const auto strength = [](const ServerType& t) {
        double units = 0;
        for (const std::uint32_t c : t.capacity) units += c;
        return std::tuple(t.close_ms - t.first_start_ms, units);
    };
    std::stable_sort(types.begin(), types.end(), [&](const ServerType& a, const ServerType& b) {
        return strength(a) > strength(b);
    });
    std::vector<ServerType> kept;
    for (const ServerType& type : types) {
        const bool covered = std::any_of(kept.begin(), kept.end(),
                                         [&](const ServerType& k) { return covers(k, type); });
        if (!covered) kept.push_back(type);
    }
    return kept;
}

}  // namespace nightwatt
