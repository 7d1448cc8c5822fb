#include "commands/run_settings.hpp"

#include <fmt/format.h>

#include <utility>

#include "backend/backend.hpp"
#include "commands/checkpoint_keeper.hpp"
#include "rank_place.hpp"
#include "search/auto_parameters.hpp"
#include "search/device_room.hpp"

namespace nightwatt {

namespace {

std::uint32_t ranks_of(const RunOptions& options) {
    return static_cast<std::uint32_t>(options.given_bound ? 1 : rank_place.ranks);
}

SearchParameters resolved_for(const SearchParameters& asked, const Problem& problem,
                              const BackendRoom& room, const RunOptions& options) {
    const SearchParameters continued =
        options.keeper == nullptr ? asked : options.keeper->continued(asked);
    SearchParameters resolved = resolve(continued, problem, room, ranks_of(options));
    if (options.part_of_time_s > 0) resolved.time_limit_s = options.part_of_time_s;
    return resolved;
}

}  // namespace

RunSettings settle(const SearchParameters& asked, const Problem& problem,
                   const RunOptions& options) {
    std::string note;
    const std::string name = backend_name(asked.backend, note);
    const BackendRoom room = room_of(name);
    RunSettings settings{resolved_for(asked, problem, room, options), asked.backend, name != "cpu",
                         ""};
    if (!settings.on_device || asked.backend != "auto") return settings;
    const std::string why = lacks_room(settings.resolved, problem, room, ranks_of(options));
    if (why.empty()) return settings;
    return settle_on_cpus(asked, problem, options, fmt::format("{}: {}", name, why));
}

RunSettings settle_on_cpus(const SearchParameters& asked, const Problem& problem,
                           const RunOptions& options, std::string note) {
    return {resolved_for(asked, problem, room_of("cpu"), options), "cpu", false, std::move(note)};
}

}  // namespace nightwatt
