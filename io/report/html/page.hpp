#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "io/front_file.hpp"
#include "io/plan_file.hpp"
#include "io/report/ablation.hpp"
#include "io/report/scenario_text.hpp"

namespace nightwatt {

/// What a page shows.
struct PageContent {
    const Instance& instance;
    const PlanRecord& record;
    const std::vector<std::string>& violations;
    ScenarioRange scenarios = {};
    FrontSummary front = {};  ///< of the same instance; empty: none
    std::optional<Ablation> ablation = std::nullopt;
    /// Most late tasks to give a reason for; none: 200, and 10 in the text for readers without
    /// JavaScript.
    std::optional<std::size_t> top = std::nullopt;
};

/// Whether the build had the chart library; without it there are no pages.
[[nodiscard]] bool pages_available();

/// The night as one HTML file that needs nothing beside it: charts, and a table behind each. Throws
/// UsageError where the build had no chart library.
[[nodiscard]] std::string page_text(const PageContent& content);

}  // namespace nightwatt
