#include "parts/deal.hpp"

#include <algorithm>
#include <tuple>

#include "kernels/education.hpp"

namespace nightwatt {

namespace {

/// No plan has this number: the keys are those of no pairing.
constexpr std::uint32_t no_plan = UINT32_MAX;

}  // namespace

std::vector<std::vector<std::uint32_t>> deal_servers(const ProblemView& p, const Plan& plan,
                                                     std::uint64_t seed, std::uint32_t exchange,
                                                     std::uint32_t parts) {
    const bool by_site = exchange % 2 == 0;
    std::vector<std::tuple<std::uint32_t, std::uint64_t, std::uint32_t>> order;
    Education keys;
    keys.seed = seed;
    for (std::uint32_t i = 0; i < p.server_count; ++i) {
        order.emplace_back(by_site ? p.servers[i].site : 0,
                           pairing_key(keys, exchange, no_plan, i, false, 0), i);
    }
    std::sort(order.begin(), order.end());
    // A server counts as a task, so that those without any are dealt out, too.
    std::vector<std::uint64_t> weight(p.server_count, 1);
    for (const std::int32_t server : plan.server) ++weight[static_cast<std::size_t>(server)];

    const std::uint64_t count = std::min(parts, p.server_count);
    const std::uint64_t total = std::uint64_t{p.task_count} + p.server_count;
    std::vector<std::vector<std::uint32_t>> dealt(count);
    std::uint64_t before = 0;
    std::uint64_t part = 0;
    std::uint64_t left = p.server_count;
    for (const auto& [site, key, server] : order) {
        // On to the next part when this one is full, or when the others would get none.
        const bool full = before * count >= (part + 1) * total;
        if (part + 1 < count && !dealt[part].empty() && (full || left == count - part - 1)) ++part;
        dealt[part].push_back(server);
        before += weight[server];
        --left;
    }
    for (std::vector<std::uint32_t>& servers : dealt) std::sort(servers.begin(), servers.end());
    return dealt;
}

}  // namespace nightwatt
