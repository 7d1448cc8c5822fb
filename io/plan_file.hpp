#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "instance/account.hpp"
#include "instance/instance.hpp"
#include "instance/plan.hpp"
#include "instance/published_plan.hpp"

namespace nightwatt {

/// A baseline as the plan file keeps it.
struct BaselineRecord {
    std::string rule;
    std::string note;  ///< why it has no totals ("takes too long at this size"); empty: it has
    bool feasible = true;
    Totals totals;
    std::vector<SlotEnergy> slot_energy = {};  ///< Account::slot_energy; not kept in files
};

/// Best plan after a generation.
struct GenerationRecord {
    std::int64_t generation = 0;
    std::uint64_t population_hash = 0;
    double best_cost = 0;
    double seconds = 0;
    std::int64_t threshold_nano = 0;  ///< of the education that made it
};

/// A moment at which the lower bound had risen.
struct BoundRecord {
    std::int64_t step = 0;  ///< steps so far
    double lower_bound = 0;
    double seconds = 0;
};

/// How a plan came about.
struct PlanProvenance {
    std::string made_by;        ///< "plan", "baseline mct", "import-plan"
    std::string configuration;  ///< resolved, as TOML
    std::string backend;
    std::int64_t seed = 0;
    std::int64_t generations = 0;
    std::int64_t evaluations = 0;  ///< plans evaluated
    double seconds = 0;
    std::uint64_t instance_hash = 0;
    std::string warm_start_hash;   ///< of the plan that the search began with; empty: none
    std::string stopped_by;        ///< "generations", "time limit", "no improvement", "signal", ...
    std::int64_t bound_steps = 0;  ///< steps that raised the lower bound
    std::int64_t price_rounds = 0;  ///< rounds that built first plans from the bound's prices
};

/// Everything in a plan file. lower_bound is NaN where no bound was computed.
struct PlanRecord {
    Plan plan;
    Account account;
    double lower_bound;
    double allowed_difference = 0;
    std::string stated_plan_hash;  ///< as read from a file; empty: not read from one
    PlanProvenance provenance;
    PublishedPlan published;  ///< moving tasks away from it was charged; empty: nothing was
    std::vector<BaselineRecord> baselines;
    std::vector<GenerationRecord> generations;
    std::vector<BoundRecord> bounds;  ///< rising

    PlanRecord();
};

/// Reads a plan file and checks it against the instance it was made for: a different input hash is
/// an error. Throws InputError.
[[nodiscard]] PlanRecord read_plan(const std::string& path, const Instance& instance);

/// Writes to a temporary file beside `path`, syncs it and renames it. Throws OutputError. The
/// instance supplies ids, site names and slots.
void write_plan(const std::string& path, const PlanRecord& record, const Instance& instance);

}  // namespace nightwatt
