#pragma once

#include <string>

#include "instance/instance.hpp"
#include "io/plan_file.hpp"
#include "io/task_blocks.hpp"
#include "search/search_parameters.hpp"

namespace nightwatt {

class CheckpointKeeper;

/// A plan made by shares, and the night it is for, of whose tasks only the names are there: what
/// write_plan() and comparison_text() need.
struct DividedPlan {
    Instance frame;
    PlanRecord record;
};

/// Plans a night that is dealt out to shares (host/shares), on all ranks: reads its tasks block
/// by block, raises the lower bound of the whole night at prices that all shares follow, plans
/// every share alone, and puts the plans together. No rank holds more than its shares and, the
/// first one, the finished plan. `keeper`: where the run is kept and taken up from, each share in a
/// file of its own beside it; null: it is not. Throws as run_plan() does.
[[nodiscard]] DividedPlan plan_by_shares(TaskBlocks& night, const SearchParameters& parameters,
                                         CheckpointKeeper* keeper);

/// CheckpointKeeper::finish() for the run and its shares.
void finish_shares(CheckpointKeeper& keeper, std::int64_t shares);

/// What "auto" means for a file on this machine: 1, or a share for each rank where the night would
/// not fit in memory here.
[[nodiscard]] std::int64_t shares_for(const std::string& instance_path);

}  // namespace nightwatt
