#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "bound/server_groups.hpp"

namespace nightwatt {

/// Where each multiplier stands in one flat vector:
///
///   resource[g, r, k] >= 0   nano-money per unit of resource r of group g and ms, in step k
///   relief[s, t]             by how much the dual rate of site s in slot t lies below its
///   greatest,
///                            nano-money per uJ; 0 unless the problem is coupled
///   peak[s, t] >= 0          share of the site's peak charge that slot t carries; at most 1 a site
///   cap >= 0                 nano-money per uJ at the meters, of the energy cap
struct DualLayout {
    std::uint32_t groups = 0;
    std::uint32_t resources = 0;
    std::uint32_t sites = 0;
    std::uint32_t slots = 0;
    std::uint32_t steps = 0;  ///< slots * steps_per_slot
    std::uint32_t steps_per_slot = 1;
    std::int64_t step_ms = 0;
    bool coupled = false;

    DualLayout(const ProblemView& problem, const ServerGroups& server_groups,
               std::uint32_t steps_of_a_slot);

    [[nodiscard]] std::uint32_t stride() const { return steps + 2; }
    [[nodiscard]] std::size_t resource(std::size_t group, std::size_t r, std::size_t step) const {
        return (group * resources + r) * steps + step;
    }
    [[nodiscard]] std::size_t relief(std::size_t site, std::size_t slot) const {
        return std::size_t{groups} * resources * steps + site * slots + slot;
    }
    [[nodiscard]] std::size_t peak(std::size_t site, std::size_t slot) const {
        return relief(sites, 0) + site * slots + slot;
    }
    [[nodiscard]] std::size_t cap() const { return peak(sites, 0); }
    /// Without coupling there are prices of resources only.
    [[nodiscard]] std::size_t size() const { return coupled ? cap() + 1 : relief(0, 0); }
};

/// Prices as integrals from 0, as the pricing of tasks reads them.
struct PriceIntegrals {
    std::vector<double> energy;       ///< [site * stride + k]
    std::vector<double> resource;     ///< [(g * resources + r) * stride + k]
    std::vector<double> energy_size;  ///< [site]

    [[nodiscard]] PriceView view(const DualLayout& layout, const ServerGroups& groups) const;
};

}  // namespace nightwatt
