#pragma once

#include "kernels/island_range.hpp"
#include "kernels/population.hpp"
#include "kernels/problem_view.hpp"
#include "kernels/random.hpp"
#include "kernels/server_walk.hpp"
#include "kernels/swarm_motion.hpp"

namespace nightwatt {

/// How one generation makes the next: the same on every machine. Shares are 32-bit fractions
/// (share * 2^32). What follows says `id` where it means a plan's number in the ring (IslandRange).
struct Breeding {
    std::uint64_t seed = 0;
    std::uint32_t generation = 0;
    std::uint32_t elites = 1;    ///< best plans of an island that live on unchanged
    std::uint32_t walkers = 0;   ///< plans of an island that go on from themselves
    bool recall = false;         ///< walkers start again from the elites, this generation
    std::uint32_t migrants = 0;  ///< elites that come from the island before, this generation
    std::uint32_t tournament = 2;
    std::uint32_t roulette_share = 0;         ///< of parents chosen by roulette
    std::uint32_t server_exchange_share = 0;  ///< of crossings that exchange whole servers
    std::uint32_t mutations = 1;              ///< genes of a child that change, at most
    bool holds = false;                       ///< delaying a task can pay
    SwarmMotion swarm = {};                   ///< of the islands that are swarms
};

/// Where a plan of the next generation comes from.
struct Origin {
    std::uint32_t mother = 0;            ///< plan of this generation
    std::uint32_t father = 0;            ///< the same as the mother for a copy
    std::uint32_t exchange_servers = 0;  ///< 1: whole servers, 0: gene by gene
    std::uint32_t exchange_first = 0;    ///< servers [first, first + count), cyclically
    std::uint32_t exchange_count = 0;
    std::uint32_t mutations = 0;  ///< 0 for a copy
};

/// Rank of a parent by tournament: the best of `b.tournament` ranks drawn. `parent` is 0 or 1.
HOST_DEVICE inline std::uint32_t tournament_rank(const Breeding& b, std::uint32_t plans,
                                                 std::uint32_t id, std::uint32_t parent) {
    std::uint32_t best = plans - 1;
    for (std::uint32_t first = 0; first < b.tournament; first += 4) {
        const Draw random =
            draw(b.seed, Purpose::Tournament, b.generation, id, parent + 2 * (first / 4));
        for (std::uint32_t i = 0; i < 4 && first + i < b.tournament; ++i) {
            const std::uint32_t rank = random.below(static_cast<int>(i), plans);
            if (rank < best) best = rank;
        }
    }
    return best;
}

/// Rank of a parent by roulette with linear ranking: rank r has chance (plans - r) / sum.
HOST_DEVICE inline std::uint32_t roulette_rank(const Draw& random, std::uint32_t plans) {
    const std::uint64_t sum = std::uint64_t{plans} * (plans + 1) / 2;
    std::uint64_t ball = (random.word[0] * sum) >> 32;
    std::uint32_t rank = 0;
    while (rank + 1 < plans && ball >= plans - rank) {
        ball -= plans - rank;
        ++rank;
    }
    return rank;
}

/// Decides plan `plan` of the next generation. ranking[island * island_plans + r] is the plan of
/// rank r. The first places of an island are its elites, the last ones are migrants' when some
/// come, then come its walkers, the rest are children. Where walkers take all places beside the
/// elites, a migrant takes the last one's, and walks on. Migrants that come from another backend
/// stand behind the plans of the population, best first.
HOST_DEVICE inline Origin choose_origin(const Breeding& b, const IslandRange& range,
                                        const std::uint32_t* ranking, std::uint32_t server_count,
                                        std::uint32_t plan) {
    const std::uint32_t plans = range.island_plans;
    const std::uint32_t island = plan / plans;
    const std::uint32_t place = plan % plans;
    const std::uint32_t id = range.first_plan() + plan;
    const std::uint32_t* const own = ranking + std::uint64_t{island} * plans;
    Origin origin;
    if (place < b.elites) {
        origin.mother = origin.father = own[place];
        return origin;
    }
    if (place >= plans - b.migrants) {
        const std::uint32_t rank = plans - 1 - place;
        const std::uint32_t before = island == 0 ? range.count - 1 : island - 1;
        origin.mother = origin.father = island == 0 && !range.whole()
                                            ? range.plans() + rank
                                            : ranking[std::uint64_t{before} * plans + rank];
        return origin;
    }
    if (place < b.elites + b.walkers) {
        origin.mother = origin.father = b.recall ? own[(place - b.elites) % b.elites] : plan;
        return origin;
    }
    const Draw kind = draw(b.seed, Purpose::Crossover, b.generation, id, 0);
    std::uint32_t rank[2];
    for (std::uint32_t parent = 0; parent < 2; ++parent) {
        const Draw choice = draw(b.seed, Purpose::Selection, b.generation, id, parent);
        rank[parent] = choice.word[3] < b.roulette_share ? roulette_rank(choice, plans)
                                                         : tournament_rank(b, plans, id, parent);
    }
    origin.mother = own[rank[0]];
    origin.father = own[rank[1]];
    origin.exchange_servers = kind.word[0] < b.server_exchange_share ? 1 : 0;
    origin.exchange_first = kind.below(1, server_count);
    origin.exchange_count = 1 + kind.below(2, server_count / 2 + 1);
    origin.mutations = 1 + kind.below(3, b.mutations);
    return origin;
}

/// Whether a server's sequence comes from the father in a server exchange.
HOST_DEVICE inline bool exchanged(const Origin& origin, std::uint32_t server,
                                  std::uint32_t server_count) {
    const std::uint32_t offset = server >= origin.exchange_first
                                     ? server - origin.exchange_first
                                     : server + server_count - origin.exchange_first;
    return offset < origin.exchange_count;
}

/// Crosses one gene. Server exchange (as hybrid genetic search exchanges routes, Vidal 2022): the
/// child has the mother's sequences, but on the exchanged servers the father's; a task that would
/// stand nowhere or twice follows the father. Uniform: each task follows either parent by a coin.
HOST_DEVICE inline void cross_gene(const Breeding& b, const Origin& origin, std::uint32_t id,
                                   std::uint32_t server_count, const PlanView& mother,
                                   const PlanView& father, const PlanView& to, std::uint32_t task) {
    bool from_father = false;
    if (origin.mother != origin.father) {
        if (origin.exchange_servers != 0) {
            from_father = exchanged(origin, mother.server[task], server_count) ||
                          exchanged(origin, father.server[task], server_count);
        } else {
            const Draw coins = draw(b.seed, Purpose::Coin, b.generation, id, task / 128);
            from_father = ((coins.word[(task / 32) % 4] >> (task % 32)) & 1u) != 0;
        }
    }
    const PlanView& parent = from_father ? father : mother;
    to.server[task] = parent.server[task];
    to.level[task] = parent.level[task];
    to.hold_ms[task] = parent.hold_ms[task];
    to.start_ms[task] = parent.start_ms[task];
    to.position[task] = parent.position[task];
}

/// The level nearest to `wanted` that the task may use on the server, slower ones first.
HOST_DEVICE inline std::uint8_t allowed_level(const ProblemView& p, std::uint32_t task,
                                              std::uint32_t server, std::uint32_t wanted) {
    const ServerFacts& s = p.servers[server];
    // Not pinned_level(): on a GPU its value would take a register from the moves.
    if (p.pin_level != nullptr && p.pin_level[task] >= 0) {
        return static_cast<std::uint8_t>(p.pin_level[task]);
    }
    const ModeOption* const options = &option_of(p, s, task, 0);
    if (wanted >= s.levels) wanted = s.levels - 1;
    std::uint32_t level = wanted;
    while (level < s.levels && options[level].run_ms == forbidden_run_ms) ++level;
    if (level == s.levels) {
        level = wanted;
        while (options[level].run_ms == forbidden_run_ms) --level;
    }
    return static_cast<std::uint8_t>(level);
}

/// Gives a task another server that it may use, at a level allowed there.
HOST_DEVICE inline void relocate_gene(const ProblemView& p, const PlanView& plan,
                                      std::uint32_t task, const Draw& random) {
    const ServerList allowed = allowed_servers(p, task);
    plan.server[task] = allowed[random.below(2, allowed.count)];
    plan.level[task] = allowed_level(p, task, plan.server[task], plan.level[task]);
}

/// Changes the moment from which a task waits: none, or the start of a slot from its ready time on,
/// at most one slot beyond its start when `far` is false, anywhere up to the horizon when true.
HOST_DEVICE inline void rehold_gene(const ProblemView& p, const PlanView& plan, std::uint32_t task,
                                    const Draw& random, bool far) {
    const std::int64_t ready_ms =
        smaller(ready_at(p, task, p.servers[plan.server[task]].site), p.horizon_ms);
    const std::uint32_t from = slot_of(p, ready_ms);
    const std::uint32_t until =
        far ? p.slot_count : slot_of(p, smaller(plan.start_ms[task], p.horizon_ms)) + 2;
    const std::uint32_t slot = from + random.below(2, until > from ? until - from : 1);
    plan.hold_ms[task] = slot == from || slot >= p.slot_count ? 0 : p.slot_ms * slot;
    plan.start_ms[task] = larger(ready_ms, plan.hold_ms[task]);
}

/// Moves a task within its server's order: its key becomes a moment between its ready time and
/// twice as far as its start.
HOST_DEVICE inline void reorder_gene(const ProblemView& p, const PlanView& plan, std::uint32_t task,
                                     const Draw& random) {
    const ServerFacts& s = p.servers[plan.server[task]];
    const std::int64_t ready_ms = larger(ready_at(p, task, s.site), plan.hold_ms[task]);
    const std::int64_t run_ms = option_of(p, s, task, plan.level[task]).run_ms;
    const std::int64_t span_ms = 2 * (plan.start_ms[task] - ready_ms) + run_ms;
    plan.start_ms[task] = ready_ms + (span_ms > 0 ? random.below_wide(2, span_ms) : 0);
}

/// Mutation number k of a child: one gene changes its server, level, hold or place in the order.
/// Two mutations of a child may meet the same gene: they are applied in order of k.
HOST_DEVICE inline void mutate_gene(const ProblemView& p, const Breeding& b, Purpose purpose,
                                    std::uint32_t id, const PlanView& plan, std::uint32_t k) {
    const Draw random = draw(b.seed, purpose, b.generation, id, k);
    const std::uint32_t task = random.below(0, p.task_count);
    const std::uint32_t kind = random.word[1] >> 29;
    if (p.loads_only || kind < 3) {
        relocate_gene(p, plan, task, random);
    } else if (kind < 5) {
        const std::uint32_t server = plan.server[task];
        plan.level[task] =
            allowed_level(p, task, server, random.below(2, p.servers[server].levels));
    } else if (kind < 7 && b.holds) {
        rehold_gene(p, plan, task, random, kind == 6);
    } else {
        reorder_gene(p, plan, task, random);
    }
    if (const std::int64_t pin_ms = pinned_start_ms(p, task); pin_ms >= 0) {
        plan.hold_ms[task] = plan.start_ms[task] = pin_ms;
    }
}

}  // namespace nightwatt
