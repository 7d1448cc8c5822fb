#pragma once

#include <cstdint>
#include <string>

#include "backend/backend.hpp"
#include "problem/problem.hpp"
#include "search/search_parameters.hpp"

namespace nightwatt {

/// Why a search with these settings has no room on the devices that `room` tells of, as many of
/// them on every rank; empty: it has. On each lie some islands, and the problem twice, once for the
/// bound.
[[nodiscard]] std::string lacks_room(const SearchParameters& resolved, const Problem& problem,
                                     const BackendRoom& room, std::uint32_t ranks);

}  // namespace nightwatt
