#pragma once

#include <vector>

#include "parts/part_work.hpp"
#include "search/genetic_search.hpp"

namespace nightwatt {

/// Improves one plan by parts: its servers are dealt out to parts, which are improved at the same
/// time on as many workers as there are, put together again, and dealt anew: an exchange, which
/// counts as a generation. So several processes work on one plan, and each holds only its part of
/// the problem besides the first. Prices travel as limits: of what a site has left below a limit
/// each part may use its share.
///
/// Hooks, snapshot, result and promises as of genetic_search(); the population is the best plan and
/// the one where the walk stands. The result does not depend on the number of workers.
[[nodiscard]] SearchResult parts_search(const Problem& problem, const SearchParameters& resolved,
                                        std::uint32_t workers, const MakeGroup& make_group,
                                        const std::vector<Plan>& first, const SearchHooks& hooks,
                                        const SearchSnapshot* from = nullptr);

}  // namespace nightwatt
