#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ranks/message.hpp"

namespace nightwatt {

/// Where a rank runs and on what.
struct RankDescription {
    std::int32_t rank = 0;
    std::string node;
    std::int64_t threads = 0;  ///< CPU threads that it uses if nobody says how many
    std::string backend;       ///< "auto" means this one there
    std::string device;

    bool operator==(const RankDescription&) const = default;
};

[[nodiscard]] RankDescription describe_rank();
/// This rank first, then its crew (ranks.hpp). Empty: it is alone.
[[nodiscard]] std::vector<RankDescription> describe_ranks();

void put_description(MessageWriter& to, const RankDescription& description);
[[nodiscard]] RankDescription get_description(MessageReader& from);

}  // namespace nightwatt
