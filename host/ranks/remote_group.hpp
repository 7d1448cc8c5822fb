#pragma once

#include <memory>
#include <string>

#include "backend/island_group.hpp"
#include "ranks/description.hpp"
#include "ranks/link.hpp"

namespace nightwatt {

/// What a rank needs to hold islands: a problem, the backend's name ("auto": its best), its CPU
/// threads (0: as many as it may use).
[[nodiscard]] std::shared_ptr<const Message> begin_order(const std::string& backend,
                                                         std::uint32_t threads,
                                                         const ProblemView& problem);

/// Islands on another rank, which listens there (serve() in group_server.hpp) and has been sent
/// begin_order(). The link must outlive the group.
[[nodiscard]] std::unique_ptr<IslandGroup> group_behind(Link& link);

/// Where the rank behind a link runs and on what.
[[nodiscard]] RankDescription ask_description(Link& link);

}  // namespace nightwatt
