#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "bound/bound.hpp"
#include "commands/warm_start.hpp"
#include "instance/instance.hpp"
#include "io/plan_file.hpp"
#include "search/search_parameters.hpp"

namespace nightwatt {

class CheckpointKeeper;

/// What a run does beside planning.
struct RunOptions {
    /// A record to repeat, generation by generation, whatever the clock says; see replay.hpp.
    const PlanRecord* replay = nullptr;
    /// Hears of every first plan, and of the best plan's genes after each generation that made it
    /// better.
    std::function<void(const Plan& genes)> seen;
    /// File of the instance, to name where its values do not fit the planner's integers.
    std::string instance_path = {};
    /// Where the run is kept and taken up from; null: it is not.
    CheckpointKeeper* keeper = nullptr;
    /// One run of many: says nothing about itself but its progress.
    bool part_of_a_series = false;
    /// Which one, before its progress, where that is not of the whole night: "share 1 of 2".
    std::string part = {};
    /// Makes the bound method that first plans are built from, where others prove the bound: the
    /// run plans a share of a night (host/shares) and has no other ranks. Empty: it is no share.
    std::function<std::unique_ptr<BoundMethod>(const Problem&)> given_bound = {};
    /// Instead of search.time_limit_s, of which a share has a part; 0: as long as that says.
    double part_of_time_s = 0;
    /// Another reason to stop, empty while there is none; asked by the run's own thread.
    std::function<std::string()> told_to_stop = {};
};

/// Plans an instance: first plans by rules (and `warm_start`), search, and the referee's word on
/// the result. Stops early, with its best plan, when a stop signal comes or its Slurm job is about
/// to end. Throws InfeasibleError where no feasible plan was found, StoppedError where a signal or
/// the time limit came before there was one, InternalError where the referee disagrees.
[[nodiscard]] PlanRecord run_plan(const Instance& instance, const SearchParameters& parameters,
                                  const std::optional<WarmStart>& warm_start,
                                  const RunOptions& options = {});

}  // namespace nightwatt
