#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include "generate/address_random.hpp"
#include "generate/night.hpp"
#include "generate/night_tables.hpp"

namespace nightwatt::night_parts {

/// Resources of a generated night, in the order of Instance::resources.
enum Resource : std::size_t { Cores, MemoryGib, Accelerators, ResourceCount };

/// What a random number is for: part of its address.
enum class Purpose : std::uint64_t {
    PriceQuantile,
    CarbonLevel,
    TemperatureOffset,
    Cloud,
    IdleShare,
    TaskKind,
    AcceleratorCount,
    Cores,
    Memory,
    Runtime,
    FrequencySensitivity,
    Arrival,
    ClassAllowed,
    Slowdown,
    CoreWatts,
    CardWatts,
    HasInput,
    InputSize,
    InputSite,
    HasDeadline,
    DeadlineFactor,
    DeadlineMargin,
    Weight
};

/// The recipe's random numbers.
class Draws {
  public:
    explicit Draws(std::int64_t seed) : seed_(static_cast<std::uint64_t>(seed)) {}

    /// Uniform in [0, 1).
    [[nodiscard]] double uniform(Purpose purpose, std::size_t item, std::size_t index = 0) const {
        return uniform_at(seed_, static_cast<std::uint64_t>(purpose), item, index);
    }
    [[nodiscard]] double between(double low, double high, Purpose purpose, std::size_t item,
                                 std::size_t index = 0) const {
        return low + (high - low) * uniform(purpose, item, index);
    }
    [[nodiscard]] double from(std::span<const Quantile> table, Purpose purpose,
                              std::size_t item) const {
        return value_at(table, uniform(purpose, item));
    }

  private:
    std::uint64_t seed_;
};

/// To the next multiple of 1 / steps: generated values are short in a text file.
[[nodiscard]] inline double rounded(double value, double steps) {
    return std::floor(value * steps + 0.5) / steps;
}

/// Servers, classes and levels; `used` are the rows of night_tables::classes that have servers.
struct UsedClasses {
    std::vector<std::size_t> rows;
    [[nodiscard]] const night_tables::ServerClass& operator[](std::size_t k) const {
        return night_tables::classes[rows[k]];
    }
    [[nodiscard]] std::size_t size() const { return rows.size(); }
};

/// A class that a task may use, and by what its runtime is longer there.
struct Choice {
    std::size_t class_index;
    double slowdown;
};

/// All of a task, whose needs are known.
[[nodiscard]] std::vector<Choice> choices_of(const Instance& night, std::size_t j,
                                             const UsedClasses& classes, const Draws& draws);

/// Sites, cooling and the link between them; as many sites as there are servers, at most two.
void add_sites(Instance& night, const NightRecipe& recipe);
UsedClasses add_servers(Instance& night, const NightRecipe& recipe, const Draws& draws);
/// Price, carbon, temperature and solar power; the latter follows the servers' full power.
void add_series(Instance& night, const NightRecipe& recipe, const UsedClasses& classes,
                const Draws& draws);
/// A battery at every site, half full at the start and at the end; it follows the servers' full
/// power.
void add_batteries(Instance& night, const NightRecipe& recipe, const UsedClasses& classes);
void add_tasks(Instance& night, const NightRecipe& recipe, const UsedClasses& classes,
               const Draws& draws);

}  // namespace nightwatt::night_parts
