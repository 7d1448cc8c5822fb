#pragma once

#include <string>
#include <vector>

#include "search/search_parameters.hpp"

namespace nightwatt {

/// Settings that differ from their defaults and have no effect on this run, one line a reason, as
/// "genetic.elites, genetic.tournament have no effect with search.algorithm = rules".
/// `resolved`: what resolve() made of `asked`. Where and how the program was started is not looked
/// at (checkpoint.period_s, job.margin_s): one file serves all runs.
[[nodiscard]] std::vector<std::string> unused_settings(SearchParameters asked,
                                                       const SearchParameters& resolved,
                                                       bool with_warm_start);

}  // namespace nightwatt
