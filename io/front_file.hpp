#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "instance/instance.hpp"
#include "instance/plan.hpp"

namespace nightwatt {

/// A plan of a front, with what it costs, money in the instance's currency.
struct FrontRow {
    double energy = 0;  ///< all but tardiness
    double tardiness_cost = 0;
    double makespan_s = 0;
    Plan plan;
};

/// Everything in a front file.
struct FrontRecord {
    std::string objectives;
    std::vector<FrontRow> rows;  ///< the objective beside energy rises
    double hypervolume = 0;
    double reference_other = 0;
    double reference_energy = 0;
    std::int64_t runs = 0;
    std::int64_t seed = 0;
    double seconds = 0;
    std::string stopped_by;
    std::string configuration;
};

/// Writes an HDF5 file whole or not at all. Throws OutputError.
void write_front(const std::string& path, const FrontRecord& record, const Instance& instance);

/// A point as a front file says it.
struct FrontCosts {
    double energy = 0;
    double tardiness_cost = 0;
    double makespan_s = 0;
};

/// The points of a front file, without their plans.
struct FrontSummary {
    std::string objectives;
    std::vector<FrontCosts> points;
};

/// Reads them and checks that the front is one of the instance. Throws InputError.
[[nodiscard]] FrontSummary read_front_summary(const std::string& path, const Instance& instance);

/// The points as CSV. A benchmark whose objective is energy (energy-hcsp) gets two more columns:
/// benchmark_makespan and benchmark_energy, in its own units.
[[nodiscard]] std::string front_csv(const FrontRecord& record, const Instance& instance);

}  // namespace nightwatt
