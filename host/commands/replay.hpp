#pragma once

#include <optional>
#include <string>
#include <vector>

#include "commands/warm_start.hpp"
#include "config/config_document.hpp"
#include "io/plan_file.hpp"
#include "search/search_parameters.hpp"

namespace nightwatt {

/// Repeating a recorded run. A plan file holds all that decided the run: the resolved settings and
/// what the clock decided, that is which rules were left out and after which generation it ended.

/// The settings of the recorded run. Of `overrides` only those are allowed that cannot change the
/// plan: threads and backend; threads are left to this machine otherwise. Throws UsageError for any
/// other, InputError where `recorded`, read from `path`, is no record of a run.
[[nodiscard]] SearchParameters replayed_parameters(const PlanRecord& recorded,
                                                   const std::string& path,
                                                   const std::vector<Override>& overrides);

/// Throws UsageError unless the run began with the same warm start, or both with none.
void check_warm_start(const PlanRecord& recorded, const std::optional<WarmStart>& warm_start);

/// Why the rule of this number gave no plan then; empty: it gave one.
[[nodiscard]] std::string replayed_note(const PlanRecord& recorded, std::size_t rule);

/// What ended the search then, if it ended after this generation; empty: it went on.
[[nodiscard]] std::string replayed_stop(const PlanRecord& recorded, std::int64_t generation);

/// The threshold of education in the generation after this one.
[[nodiscard]] std::int64_t replayed_threshold_nano(const PlanRecord& recorded,
                                                   std::int64_t generation);

/// Throws StoppedError where an interruption ended the replay before the recorded run's end and
/// nothing has differed until then.
void require_whole_replay(const PlanRecord& recorded, const PlanRecord& repeated);

/// The first difference between the two runs, in words; empty: they are equal.
[[nodiscard]] std::string replay_difference(const PlanRecord& recorded, const PlanRecord& repeated);

}  // namespace nightwatt
