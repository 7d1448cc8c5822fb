#pragma once

#include <cstdint>
#include <vector>

#include "ranks/description.hpp"

namespace nightwatt {

/// A rank of this run, and whether its islands came out as the CPU of the first rank makes them.
struct RankFinding {
    RankDescription rank;
    bool equal = false;
};

/// One generation of a small drill, two islands a rank. Empty: this process is alone. A rank whose
/// backend fails throws what it says.
[[nodiscard]] std::vector<RankFinding> check_ranks(std::uint32_t threads);

}  // namespace nightwatt
