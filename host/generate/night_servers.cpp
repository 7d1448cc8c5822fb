#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "generate/night_parts.hpp"
#include "instance/columns.hpp"

namespace nightwatt::night_parts {

namespace {

namespace tables = night_tables;

/// Servers of each class: one for each as far as they go, the rest by the classes' shares.
std::vector<std::size_t> servers_by_class(const std::vector<std::size_t>& rows,
                                          std::size_t servers) {
    std::vector<std::size_t> counts(rows.size(), 0);
    const std::size_t first = std::min(rows.size(), servers);
    std::fill_n(counts.begin(), first, 1);
    const auto rest = static_cast<double>(servers - first);
    double total_share = 0;
    for (const std::size_t row : rows) total_share += tables::classes[row].share;
    double share_so_far = 0;
    std::size_t dealt = 0;
    for (std::size_t k = 0; k < rows.size(); ++k) {
        share_so_far += tables::classes[rows[k]].share;
        const bool last = k + 1 == rows.size();
        const std::size_t until =
            last ? servers - first
                 : static_cast<std::size_t>(std::floor(rest * (share_so_far / total_share) + 0.5));
        counts[k] += until - dealt;
        dealt = until;
    }
    return counts;
}

/// In turn; with a centre its share last, the edge before it in turn.
std::size_t site_of(const NightRecipe& recipe, std::size_t sites, std::size_t class_index,
                    std::size_t number, std::size_t count) {
    if (!recipe.centre || sites == 1) return (class_index + number) % sites;
    const auto at_edge = static_cast<std::size_t>(
        std::floor((1 - tables::centre_share) * static_cast<double>(count) + 0.5));
    return number < at_edge ? (class_index + number) % (sites - 1) : sites - 1;
}

}  // namespace

UsedClasses add_servers(Instance& night, const NightRecipe& recipe, const Draws& draws) {
    const std::vector<std::string> usual = {"cpu", "gpu", "fpga"};
    const std::vector<std::string>& named = recipe.classes.empty() ? usual : recipe.classes;
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < tables::classes.size(); ++row)
        if (std::find(named.begin(), named.end(), tables::classes[row].id) != named.end())
            rows.push_back(row);
    const std::vector<std::size_t> counts =
        servers_by_class(rows, static_cast<std::size_t>(recipe.servers));
    UsedClasses used;
    ServerTable& servers = night.servers;
    servers.capacity.resize(ResourceCount);
    for (std::size_t r = 0; r < rows.size(); ++r) {
        if (counts[r] == 0) continue;
        const tables::ServerClass& type = tables::classes[rows[r]];
        const std::size_t k = used.rows.size();
        used.rows.push_back(rows[r]);
        night.classes.id.emplace_back(type.id);
        for (std::size_t l = 0; l < type.levels && type.levels > 1; ++l) {
            night.levels.class_index.push_back(static_cast<std::int32_t>(k));
            night.levels.relative_frequency.push_back(tables::levels[l].relative_frequency);
            night.levels.relative_power.push_back(tables::levels[l].relative_power);
        }
        std::vector<std::size_t> at_site(night.sites.size(), 0);
        for (std::size_t n = 0; n < counts[r]; ++n) {
            const std::size_t site = site_of(recipe, night.sites.size(), k, n, counts[r]);
            const double idle_share =
                draws.from(tables::idle_to_full, Purpose::IdleShare, servers.size());
            // idle / (idle + dynamic) = idle_share
            const double idle_w = rounded(type.full_dynamic_w * idle_share / (1 - idle_share), 1);
            servers.id.push_back(
                fmt::format("{}-{}-{:04}", night.sites.id[site], type.id, ++at_site[site]));
            servers.class_index.push_back(static_cast<std::int32_t>(k));
            servers.site.push_back(static_cast<std::int32_t>(site));
            servers.idle_w.push_back(idle_w);
            servers.sleep_w.push_back(rounded(idle_w * tables::sleep_to_idle, 1));
            servers.wake_s.push_back(type.wake_s);
            servers.wake_j.push_back(rounded(idle_w * tables::wake_to_idle * type.wake_s, 1));
            servers.open_s.push_back(0);
            servers.close_s.push_back(none);
            servers.capacity[Cores].push_back(type.cores);
            servers.capacity[MemoryGib].push_back(type.gib);
            servers.capacity[Accelerators].push_back(type.accelerators);
        }
    }
    return used;
}

}  // namespace nightwatt::night_parts
