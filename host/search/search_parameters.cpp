#include "search/search_parameters.hpp"

namespace nightwatt {

ParameterTable describe(SearchParameters& p) {
    ParameterTable table;
    table.add("search.seed", p.seed, {0, INT64_MAX}, "",
              "Seed of all random numbers: same seed, same plan.");
    table.add("search.algorithm", p.algorithm, {{"genetic", "swarm", "hybrid", "lp", "rules"}},
              "How plans are searched: genetic islands, swarm islands, some of both, a linear "
              "programme rounded to a plan, or the constructive rules alone.");
    table.add(
        "search.time_limit_s", p.time_limit_s, {0, 1e7}, "s",
        "Wall-clock limit; 0 means 60 s, or none where generations or stall_generations is set. "
        "Where generations is set, it only ends the run.");
    table.add(
        "search.generations", p.generations, {0, 1'000'000'000}, "",
        "Work limit in generations; 0 means none. Runs that end by it can be repeated exactly.");
    table.add("search.stall_generations", p.stall_generations, {0, 1'000'000'000}, "",
              "Stop after so many generations without a better plan; 0 means never.");
    table.add("search.backend", p.backend, {{"auto", "cpu", "cuda"}},
              "Machine that runs the populations; the plan does not depend on it.");
    table.add("search.threads", p.threads, {1, 4096, true}, "",
              "CPU threads; the plan does not depend on it. Auto: all that this process may use.");
    table.add("bound.time_share", p.bound_time_share, {0, 1}, "",
              "Share of the time limit after which the search begins, if the lower bound still "
              "rises then; not used where generations is set.");
    table.add(
        "bound.steps", p.bound_steps, {0, 1'000'000'000, true}, "",
        "Most steps that raise the lower bound; 0: no bound. Auto: as many as pay in the time "
        "share; where generations or no time limit is set, a number by the size of the instance.");
    table.add("prices.time_share", p.prices_time_share, {0, 1}, "",
              "Share of the time limit for building first plans from the bound's prices, if they "
              "still get better; not used where generations is set.");
    table.add("prices.rounds", p.price_rounds, {0, 1'000'000, true}, "",
              "Most rounds that build plans from the bound's prices; 0: none. Auto: as many as pay "
              "in the time share; where generations or no time limit is set, 10.");
    table.add(
        "checkpoint.period_s", p.checkpoint_period_s, {0, 1e7}, "s",
        "Time between two checkpoints of a run with --checkpoint; one is written when the step in "
        "hand, a generation at most, is done.");
    table.add(
        "job.margin_s", p.job_margin_s, {0, 1e7}, "s",
        "A run in a Slurm job ends by itself so long before the job does, or halfway there if "
        "that is later; 0: it does not look.");
    table.add(
        "replan.change_penalty", p.change_penalty, {0, 1e12}, "money",
        "Money for each task that is moved from the plan of --warm-start, the published one.");
    table.add(
        "replan.tolerance_s", p.change_tolerance_s, {0, 1e7}, "s",
        "A task counts as moved if its start shifts by more, or its server or level changes.");
    table.add("genetic.islands", p.islands, {1, 1024, true}, "",
              "Populations, genetic and swarm, that evolve apart and exchange elites in a ring.");
    table.add("genetic.island_plans", p.island_plans, {2, 65536, true}, "", "Plans of an island.");
    table.add("genetic.elites", p.elites, {1, 1024, true}, "",
              "Best plans of an island that live on unchanged.");
    table.add("genetic.migrants", p.migrants, {0, 1024}, "",
              "Elites that an island receives from the one before it in the ring.");
    table.add("genetic.migration_interval", p.migration_interval, {1, 1'000'000}, "",
              "Generations between two exchanges of elites.");
    table.add("genetic.tournament", p.tournament, {1, 64}, "",
              "Plans drawn in a tournament; the best becomes a parent.");
    table.add("genetic.roulette_share", p.roulette_share, {0, 1}, "",
              "Share of parents chosen by roulette on their rank instead of a tournament.");
    table.add("genetic.server_exchange_share", p.server_exchange_share, {0, 1}, "",
              "Share of crossings that exchange whole servers; the others are uniform.");
    table.add("genetic.mutations", p.mutations, {1, 1'000'000, true}, "",
              "Most genes of a child that change by chance.");
    table.add("genetic.first_mutation_share", p.first_mutation_share, {0, 1}, "",
              "Share of the tasks that change in copies of the first plans. Only islands with more "
              "places than there are plans from rules, prices and --warm-start hold such copies.");
    table.add("genetic.walkers", p.walkers, {0, 65536, true}, "",
              "Plans of an island that go on from themselves, beside elites and children.");
    table.add("education.rounds", p.rounds, {1, 1000, true}, "",
              "Rounds of local search in a generation; each pairs the servers of a plan anew.");
    table.add("education.moves", p.moves, {0, 100'000, true}, "",
              "Moves tried for every task in a round, to improve its plan; 0: no local search.");
    table.add(
        "education.threshold", p.threshold, {0, 100, true}, "",
        "How much worse a move may make a plan at the start, as a share of its cost a task. Plans "
        "beside each other: this, a half, a quarter, an eighth of it.");
    table.add("education.cycles", p.cycles, {1, 1'000'000, true}, "",
              "How often the threshold falls to 0 in the course of a search.");
    table.add("parts.count", p.parts, {1, 65536, true}, "",
              "Parts that a plan's servers are dealt out to, again and again, so that several "
              "processes improve one plan; 1: none. Auto: one for each process without a GPU where "
              "that is 2,000 tasks or more, else none.");
    table.add("parts.generations", p.part_generations, {1, 100, true}, "",
              "Generations in which parts are improved before they are put together and dealt "
              "anew; that counts as one generation of the search. Limits and signals wait for it.");
    table.add("shares.count", p.shares, {1, 65536, true}, "",
              "Shares that the night itself is dealt out to, once, each planned alone at common "
              "prices: for nights beyond one node's memory; 1: none. Auto: one for each process "
              "where the night would not fit in the first one's memory, else none.");
    table.add("swarm.islands", p.swarm_islands, {0, 1024, true}, "",
              "Islands of a hybrid search that are swarms, spread evenly; auto: half of them.");
    table.add("swarm.form", p.swarm_form, {{"constriction", "inertia"}},
              "Step of a particle: constriction factor (cognitive + social above 4), or inertia.");
    table.add("swarm.inertia", p.swarm_inertia, {0, 0.999}, "",
              "Share of its velocity that a particle keeps, with form = inertia.");
    table.add(
        "swarm.cognitive", p.swarm_cognitive, {0, 100, true}, "",
        "Pull towards the particle's own best plan. Auto: 2.05 with form = constriction; with "
        "inertia 1.49618, or less where particles would fly apart.");
    table.add("swarm.social", p.swarm_social, {0, 100, true}, "",
              "Pull towards the best plan of the island or of the neighbours. Auto: as cognitive.");
    table.add("swarm.velocity_limit", p.swarm_velocity_limit, {0.0001, 1}, "",
              "Most that a coordinate moves in a generation, as a share of its range.");
    table.add("swarm.wander_share", p.swarm_wander_share, {0, 1}, "",
              "Share of steps that may stop at a server between those that the particle, its best "
              "and the best it follows have chosen.");
    table.add("swarm.topology", p.swarm_topology, {{"global", "ring"}},
              "Whom particles follow: the best of the island, or of two neighbours in a ring.");
    table.add("swarm.educated", p.swarm_educated,
              "Whether moves improve the plans of particles too; particles then go there.");
    table.add("lp.penalty", p.lp_penalty, {0, 1e12}, "money/h",
              "What the linear programme pays for a server-hour more than there is; 0: more than a "
              "task's server-hour can be worth.");
    table.add(
        "lp.period_slots", p.lp_period_slots, {1, 1'000'000, true}, "",
        "Slots of a period of the linear programme, in which it counts what tasks hold and at "
        "whose beginning they start; auto: as many as make 24 periods.");
    table.add("lp.choices", p.lp_choices, {1, 1'000'000'000}, "",
              "Most choices of server group, level and start that the linear programme may have.");
    return table;
}

bool limited_by_clock(const SearchParameters& p) {
    return p.time_limit_s > 0 && p.generations == 0;
}

SearchParameters with_limit(SearchParameters p) {
    if (p.time_limit_s == 0 && p.generations == 0 && p.stall_generations == 0) p.time_limit_s = 60;
    return p;
}

}  // namespace nightwatt
