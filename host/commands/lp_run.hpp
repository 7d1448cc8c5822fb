#pragma once

#include <functional>
#include <string>

#include "search/first_plans.hpp"
#include "search/search_parameters.hpp"

namespace nightwatt {

/// `plan --algorithm lp`: the rounded plan of the linear programme, beside those of the rules.
/// `note`: why it should not be tried; empty: it should. `why_stop` is asked while it is solved.
[[nodiscard]] RuleRun run_lp(const Problem& problem, const SearchParameters& parameters,
                             const std::string& note, const std::function<std::string()>& why_stop);

}  // namespace nightwatt
