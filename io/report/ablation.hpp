#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "instance/instance.hpp"

namespace nightwatt {

/// What a plan with some of the levers costs. Without a value where it was not planned.
struct LeverPlan {
    std::string note;  ///< why there is none; empty: there is
    double cost = 0;
    double lower_bound = 0;  ///< no plan with these levers costs less; NaN: not known
    double energy_kwh = 0;
    double carbon_kg = 0;
    std::int64_t late_tasks = 0;
};

struct LeverWorth {
    std::string name;
    std::string help;
    bool asset = false;  ///< of the servers or sites, not a decision
    /// The dispatcher's plan with this lever: a decision made best, or an asset had.
    LeverPlan alone;
    /// What the alone plan is measured against: the dispatcher's plan, for an asset without it.
    LeverPlan before;
    /// The best plan found without it.
    LeverPlan left_out;
};

/// What each lever of an instance is worth.
struct Ablation {
    std::string instance_hash;
    std::string currency;
    std::int64_t seed = 0;
    std::int64_t generations = 0;  ///< of every search
    std::string rule = "mct";      ///< the dispatcher
    LeverPlan dispatcher;
    LeverPlan all;
    std::vector<LeverWorth> levers;
};

/// A table of all levers.
[[nodiscard]] std::string ablation_text(const Ablation& ablation);
/// The same as JSON, with a newline at the end.
[[nodiscard]] std::string ablation_json(const Ablation& ablation);
/// What ablation_json() wrote, as the file at `path` holds it. Throws InputError where it is
/// something else, or of another instance.
[[nodiscard]] Ablation ablation_of(const std::string& text, const std::string& path,
                                   const Instance& instance);

}  // namespace nightwatt
