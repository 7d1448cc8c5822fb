#include "commands/replay.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "errors.hpp"

namespace nightwatt {
namespace {

/// A run whose populations had these hashes.
PlanRecord run_of(const std::vector<std::uint64_t>& hashes, const std::string& stopped_by) {
    PlanRecord record;
    for (const std::uint64_t hash : hashes) {
        GenerationRecord one;
        one.generation = static_cast<std::int64_t>(record.generations.size());
        one.population_hash = hash;
        record.generations.push_back(one);
    }
    record.provenance.stopped_by = stopped_by;
    return record;
}

TEST(Replay, ThatWasStoppedIsToldFromOneThatDiffers) {
    const PlanRecord recorded = run_of({1, 2, 3, 4}, "generations");
    EXPECT_THROW(require_whole_replay(recorded, run_of({1, 2}, "signal SIGTERM")), StoppedError);
    const PlanRecord other = run_of({1, 7}, "signal SIGTERM");
    EXPECT_NO_THROW(require_whole_replay(recorded, other));
    EXPECT_NE(replay_difference(recorded, other).find("generation 1: population"),
              std::string::npos);
    EXPECT_NO_THROW(require_whole_replay(recorded, run_of({1, 2}, "generations")));
    EXPECT_NO_THROW(require_whole_replay(recorded, run_of({1, 2, 3, 4}, "signal SIGTERM")));
}

}  // namespace
}  // namespace nightwatt
