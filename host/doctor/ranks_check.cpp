#include "doctor/ranks_check.hpp"

#include <algorithm>
#include <string>

#include "backend/drill.hpp"
#include "generate/night.hpp"
#include "ranks/spread.hpp"

namespace nightwatt {

namespace {

constexpr std::uint32_t islands_of_a_rank = 2;

PopulationState state_after(Backend& backend, const Problem& problem, const Drill& drill) {
    begin_drill(backend, problem, drill);
    (void)backend.evaluate();
    advance_drill(backend, drill, 1);
    (void)backend.evaluate();
    return backend.state();
}

/// Whether rows [first, first + count) of `rows` are the same.
template <class T>
bool same_rows(const std::vector<T>& a, const std::vector<T>& b, std::size_t rows,
               std::size_t first, std::size_t count) {
    const std::size_t width = a.size() / rows;
    const auto begin = static_cast<std::ptrdiff_t>(first * width);
    return std::equal(a.begin() + begin,
                      a.begin() + begin + static_cast<std::ptrdiff_t>(count * width),
                      b.begin() + begin);
}

}  // namespace

std::vector<RankFinding> check_ranks(std::uint32_t threads) {
    std::vector<RankFinding> findings;
    for (RankDescription& rank : describe_ranks()) findings.push_back({std::move(rank), false});
    if (findings.empty()) return findings;
    NightRecipe recipe;
    recipe.tasks = 200;
    recipe.servers = 8;
    recipe.renewable = true;
    const Problem problem(generate_night(recipe));
    const auto ranks = static_cast<std::uint32_t>(findings.size());
    const Drill drill{.islands = islands_of_a_rank * ranks, .swarm_islands = ranks};
    const PopulationState expected =
        state_after(*create_cpu_backend(problem.view(), threads), problem, drill);
    std::string note;
    const PopulationState found =
        state_after(*spread(create_backend("auto", problem.view(), threads, note), "auto", 0,
                            problem.view(), drill.islands),
                    problem, drill);
    const std::size_t plans = std::size_t{drill.islands} * drill.island_plans;
    const std::size_t own = std::size_t{islands_of_a_rank} * drill.island_plans;
    for (std::size_t r = 0; r < findings.size(); ++r) {
        const auto same = [&](const auto& a, const auto& b) {
            return same_rows(a, b, plans, r * own, own);
        };
        findings[r].equal =
            same(expected.server, found.server) && same(expected.level, found.level) &&
            same(expected.hold_ms, found.hold_ms) && same(expected.start_ms, found.start_ms) &&
            same(expected.position, found.position);
    }
    return findings;
}

}  // namespace nightwatt
