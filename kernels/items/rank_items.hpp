#pragma once

#include <type_traits>

#include "kernels/hash_mix.hpp"
#include "kernels/lanes/lane_sort.hpp"
#include "kernels/population.hpp"

namespace nightwatt {

/// Plans in order: less score first, then lower hash, then lower place.
struct BetterPlan {
    const Score* score;
    const std::uint64_t* hash;

    HOST_DEVICE bool operator()(std::uint32_t a, std::uint32_t b) const {
        if (!(score[a] == score[b])) return score[a] < score[b];
        if (hash[a] != hash[b]) return hash[a] < hash[b];
        return a < b;
    }
};

/// Distinct plans first, then in the order that they had.
struct DistinctPlan {
    const std::uint32_t* rank;
    const std::uint8_t* duplicate;

    HOST_DEVICE bool operator()(std::uint32_t a, std::uint32_t b) const {
        if (duplicate[a] != duplicate[b]) return duplicate[a] < duplicate[b];
        return rank[a] < rank[b];
    }
};

/// Ranks an island's plans: ranking[island * island_plans + r] becomes the plan of rank r, plans
/// that repeat a better one last. Item: an island, shared by a lane group.
struct RankIsland {
    PopulationView population;
    std::uint32_t* ranking;   ///< [plan]
    std::uint32_t* rank;      ///< [plan]: before duplicates were moved
    std::uint8_t* duplicate;  ///< [plan]
    std::uint32_t island_plans;

    template <class Lanes>
    HOST_DEVICE void operator()(std::uint32_t island, std::uint32_t, Lanes& lanes) const {
        std::uint32_t* const own = ranking + std::uint64_t{island} * island_plans;
        for (std::uint32_t r = lanes.rank(); r < island_plans; r += lanes.size()) {
            own[r] = island * island_plans + r;
        }
        lanes.sync();
        lane_sort(lanes, own, island_plans, BetterPlan{population.score, population.hash});
        for (std::uint32_t r = lanes.rank(); r < island_plans; r += lanes.size()) {
            rank[own[r]] = r;
            duplicate[own[r]] =
                r != 0 && population.hash[own[r]] == population.hash[own[r - 1]] ? 1 : 0;
        }
        lanes.sync();
        lane_sort(lanes, own, island_plans, DistinctPlan{rank, duplicate});
    }
};

/// An island's best plan.
struct IslandBest {
    Score score;
    std::uint32_t plan;
    std::uint32_t unused = 0;  ///< a whole last word: no byte stays unwritten
};
static_assert(std::has_unique_object_representations_v<IslandBest>);

/// Sums over all plans and islands, added to by many.
struct PopulationSums {
    std::uint64_t hash;
    std::int64_t elsewhere;  ///< tasks that stand elsewhere in an island's middle plan than in its
                             ///< best
};
static_assert(std::has_unique_object_representations_v<PopulationSums>);

/// Item: a plan.
struct SumHashes {
    PopulationView population;
    std::uint32_t first_plan;  ///< of the ring
    PopulationSums* sums;

    HOST_DEVICE void operator()(std::uint32_t, std::uint32_t plan) const {
        add_shared(sums->hash,
                   place_hash(first_plan + plan, population.hash[plan], population.score[plan]));
    }
};

/// Compares an island's best plan with that of middle rank. Item: an island, shared by a lane
/// group.
struct CompareIsland {
    PopulationView population;
    const std::uint32_t* ranking;
    std::uint32_t island_plans;
    IslandBest* best;  ///< [island]
    PopulationSums* sums;

    template <class Lanes>
    HOST_DEVICE void operator()(std::uint32_t island, std::uint32_t, Lanes& lanes) const {
        const std::uint32_t* const own = ranking + std::uint64_t{island} * island_plans;
        const std::uint32_t* const first = population.plan(own[0]).server;
        const std::uint32_t* const middle = population.plan(own[island_plans / 2]).server;
        std::int64_t elsewhere = 0;
        for (std::uint32_t j = lanes.rank(); j < population.task_count; j += lanes.size()) {
            elsewhere += first[j] != middle[j] ? 1 : 0;
        }
        const std::int64_t sum = lanes.sum(elsewhere);
        if (lanes.rank() != 0) return;
        add_shared(sums->elsewhere, sum);
        best[island] = {population.score[own[0]], own[0]};
    }
};

}  // namespace nightwatt
