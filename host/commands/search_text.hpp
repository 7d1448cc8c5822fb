#pragma once

#include <string>

#include "search/search_parameters.hpp"

namespace nightwatt {

/// One line that says how a run searches: what "auto" and limits that nobody set became, beside the
/// settings they go with.
[[nodiscard]] std::string search_text(const SearchParameters& asked,
                                      const SearchParameters& resolved);

}  // namespace nightwatt
