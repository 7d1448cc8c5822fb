#pragma once

#include <nlohmann/json_fwd.hpp>

#include "io/report/html/page.hpp"

namespace nightwatt {

/// Parts of the data behind a page, as its scripts read them. NaN is null.
using PageJson = nlohmann::ordered_json;

/// Rows of totals: the plan, then the baselines.
[[nodiscard]] PageJson totals_data(const PageContent& content);
/// Each site with its columns by slot: what was given, how uncertain that is, what the plan uses.
[[nodiscard]] PageJson sites_data(const PageContent& content);
/// Servers, and a column for each fact of the tasks.
[[nodiscard]] PageJson tasks_data(const PageContent& content);
/// The late tasks that cost most, with the reason.
[[nodiscard]] PageJson late_data(const PageContent& content);
/// The points between which only a price could decide; null where there are none.
[[nodiscard]] PageJson front_data(const PageContent& content);
/// How the plan came about: settings, hashes, cost over search time.
[[nodiscard]] PageJson run_data(const PageContent& content);

}  // namespace nightwatt
