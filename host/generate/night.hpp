#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "instance/instance.hpp"

namespace nightwatt {

enum class Arrivals {
    Dusk,  ///< all tasks in the first quarter of the horizon
    Night  ///< over the first two thirds
};

enum class CoolingKind { Chilled, WarmAisle };

enum class DeadlineKind { None, Loose, Tight };

/// What night to make. The distributions behind it stand in night_tables.hpp and, with their
/// sources, in README.md.
struct NightRecipe {
    std::int64_t tasks = 1000;
    std::int64_t servers = 20;
    std::int64_t seed = 1;
    double hours = 24;
    double slot_minutes = 15;
    Arrivals arrivals = Arrivals::Dusk;
    DeadlineKind deadlines = DeadlineKind::Loose;
    /// Demand by capacity over the whole horizon, of the scarcest resource. None: default_load, or
    /// the most that so few tasks can make.
    std::optional<double> load = std::nullopt;
    /// Of servers; each has one at least. Empty: cpu, gpu, fpga, as far as the servers go.
    std::vector<std::string> classes = {};
    /// With solar power at the sites. Without it nothing couples the servers of a site.
    bool renewable = true;
    /// Every site has a battery that gives its full power for so many hours; 0: none has one.
    double battery_hours = 0;
    /// The battery's power by the full power of the site's servers.
    double battery_share = 0.25;
    /// Sites; odd ones have the first site's day, even ones the second's, each drawn anew. At most
    /// as many as servers.
    std::int64_t sites = 2;
    /// The last site has most of the servers; data lie at the others, the edge.
    bool centre = false;
    CoolingKind cooling = CoolingKind::Chilled;
};

inline constexpr double default_load = 0.6;

/// The recipe's night: the same bits on every machine. Throws UsageError with everything that is
/// wrong with the recipe, or where the load asked for is out of reach.
[[nodiscard]] Instance generate_night(const NightRecipe& recipe);

}  // namespace nightwatt
