#include "commands/search_text.hpp"

#include <fmt/format.h>

#include <string_view>

namespace nightwatt {

namespace {

std::string count(std::int64_t number, std::string_view word) {
    return fmt::format("{} {}{}", number, word, number == 1 ? "" : "s");
}

/// Populations and how their plans change.
std::string populations_text(const SearchParameters& p) {
    std::string text = fmt::format("{} with {} of {}", p.algorithm, count(p.islands, "island"),
                                   count(p.island_plans, "plan"));
    if (p.algorithm == "hybrid") text += fmt::format(" ({})", count(p.swarm_islands, "swarm"));
    if (p.algorithm != "swarm") text += fmt::format(", {} a child", count(p.mutations, "mutation"));
    if (p.moves > 0) {
        text += fmt::format(", {} of {} a task, threshold {}", count(p.rounds, "round"),
                            count(p.moves, "move"), p.threshold);
        if (p.cycles > 1) text += fmt::format(" falling {} times", p.cycles);
    }
    if (p.parts > 1) {
        text +=
            fmt::format(", in {} parts of {}", p.parts, count(p.part_generations, "generation"));
    }
    return text;
}

std::string method_text(const SearchParameters& p) {
    if (p.algorithm == "rules") return "constructive rules alone";
    if (p.algorithm == "lp") {
        return fmt::format("linear programme in periods of {}", count(p.lp_period_slots, "slot"));
    }
    // By the clock, bound and prices take as many as pay.
    if (limited_by_clock(p)) return populations_text(p);
    return fmt::format("{}; bound {}, prices {}", populations_text(p), count(p.bound_steps, "step"),
                       count(p.price_rounds, "round"));
}

}  // namespace

std::string search_text(const SearchParameters& asked, const SearchParameters& resolved) {
    std::string text = "search: " + method_text(resolved);
    if (asked.time_limit_s != resolved.time_limit_s) {
        text += fmt::format("; no limit was set: {} s", resolved.time_limit_s);
    }
    return text + " (all settings: -v)";
}

}  // namespace nightwatt
