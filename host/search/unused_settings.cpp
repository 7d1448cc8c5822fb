#include "search/unused_settings.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string_view>

#include "config/parameter_text.hpp"

namespace nightwatt {

namespace {

/// Settings that a run leaves aside if `holds`, and why.
struct Unused {
    bool holds;
    std::string reason;
    std::vector<std::string_view> keys;  ///< "lp." is a whole section

    [[nodiscard]] bool names(std::string_view key) const {
        return std::any_of(keys.begin(), keys.end(), [&](std::string_view one) {
            return one.ends_with('.') ? key.starts_with(one) : key == one;
        });
    }
};

/// Of two reasons for one setting, the first is told. Shares build plans from prices with no bound,
/// too. That prices are not used is told to nobody who wants none.
std::vector<Unused> reasons_of(const SearchParameters& p, bool with_warm_start, bool by_shares) {
    const bool no_search = p.algorithm == "rules" || p.algorithm == "lp";
    const bool swarms_alone = p.algorithm == "swarm";
    const std::string with_algorithm = fmt::format("with search.algorithm = {}", p.algorithm);
    const bool no_children = p.elites + p.walkers >= p.island_plans;
    const bool no_prices = p.price_rounds == 0;
    const std::string no_place = "where elites and walkers take all places of an island";
    return {
        {!with_warm_start, "without --warm-start", {"replan."}},
        {p.change_penalty == 0, "where replan.change_penalty is 0", {"replan.tolerance_s"}},
        {no_search,
         with_algorithm + " but on the steps of the bound",
         {"search.generations", "search.stall_generations"}},
        {no_search, with_algorithm, {"genetic.", "education.", "parts."}},
        {no_search && !no_prices, with_algorithm, {"prices."}},
        {p.algorithm != "lp", "without search.algorithm = lp", {"lp."}},
        {p.swarm_islands == 0 || no_search, with_algorithm, {"swarm."}},
        {swarms_alone,
         with_algorithm,
         {"swarm.islands", "genetic.tournament", "genetic.roulette_share",
          "genetic.server_exchange_share", "genetic.mutations", "genetic.walkers"}},
        {p.bound_steps == 0, "where bound.steps is 0", {"bound.time_share"}},
        {p.bound_steps == 0 && !by_shares && !no_prices, "where bound.steps is 0", {"prices."}},
        {no_prices, "where prices.rounds is 0", {"prices.time_share"}},
        {!limited_by_clock(p),
         p.generations > 0 ? "where search.generations is set" : "without search.time_limit_s",
         {"bound.time_share", "prices.time_share"}},
        {p.parts <= 1, "without parts", {"parts.generations"}},
        {p.parts > 1, "with parts", {"genetic.first_mutation_share"}},
        {p.islands == 1, "with one island", {"genetic.migrants", "genetic.migration_interval"}},
        {p.migrants == 0, "where genetic.migrants is 0", {"genetic.migration_interval"}},
        {no_children,
         no_place,
         {"genetic.tournament", "genetic.roulette_share", "genetic.server_exchange_share",
          "genetic.mutations"}},
        {p.swarm_form == "constriction", "with swarm.form = constriction", {"swarm.inertia"}},
        {p.moves == 0,
         "where education.moves is 0",
         {"education.rounds", "education.threshold", "education.cycles", "swarm.educated"}},
        {swarms_alone && !p.swarm_educated, "where swarm.educated is false", {"education."}},
    };
}

}  // namespace

std::vector<std::string> unused_settings(SearchParameters asked, const SearchParameters& resolved,
                                         bool with_warm_start) {
    const std::vector<Unused> reasons =
        reasons_of(resolved, with_warm_start, /*by_shares=*/asked.shares > 1);
    std::vector<std::vector<std::string>> found(reasons.size());
    SearchParameters defaults;
    for (const std::string& line : differing_values(describe(asked), describe(defaults))) {
        const std::string key = line.substr(0, line.find(' '));
        const auto why = std::find_if(reasons.begin(), reasons.end(), [&](const Unused& one) {
            return one.holds && one.names(key);
        });
        if (why != reasons.end()) {
            found[static_cast<std::size_t>(why - reasons.begin())].push_back(key);
        }
    }
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < reasons.size(); ++i) {
        if (found[i].empty()) continue;
        lines.push_back(fmt::format("{} {} no effect {}", fmt::join(found[i], ", "),
                                    found[i].size() == 1 ? "has" : "have", reasons[i].reason));
    }
    return lines;
}

}  // namespace nightwatt
