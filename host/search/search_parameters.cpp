#include "search/search_parameters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "errors.hpp"
#include "search/swarm_coefficients.hpp"
#include "usable_threads.hpp"

namespace nightwatt {

namespace {

/// A share in [0, 1] as a 32-bit fraction.
std::uint32_t fraction(double share) {
    return static_cast<std::uint32_t>(std::min(share * 4294967296.0, 4294967295.0));
}

SwarmCoefficients coefficients_of(const SearchParameters& p) {
    return swarm_coefficients(p.swarm_form, p.swarm_inertia, p.swarm_cognitive, p.swarm_social);
}

/// How many islands are swarms, by the algorithm.
void resolve_swarm(SearchParameters& p) {
    if (p.algorithm == "swarm") {
        p.swarm_islands = p.islands;
    } else if (p.algorithm != "hybrid") {
        p.swarm_islands = 0;
    } else if (p.swarm_islands == automatic_value) {
        p.swarm_islands = p.islands / 2;
    }
    if (p.algorithm == "hybrid" && (p.swarm_islands < 1 || p.swarm_islands >= p.islands)) {
        throw UsageError(fmt::format(
            "a hybrid search needs islands of both kinds: swarm.islands is {}, genetic.islands {}",
            p.swarm_islands, p.islands));
    }
    (void)coefficients_of(p);
}
}  // namespace

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
              "Share of the tasks that change in each plan of the first population.");
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
              "processes improve one plan; 1: none. Auto: one for each process where that is "
              "2,000 tasks or more, else none.");
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
    table.add("swarm.cognitive", p.swarm_cognitive, {0, 100}, "",
              "Pull towards the particle's own best plan.");
    table.add("swarm.social", p.swarm_social, {0, 100}, "",
              "Pull towards the best plan of the island or of the neighbours.");
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

namespace {
/// What "auto" means where only loads decide (kernels/loads): few plans, each improved for long; a
/// plan takes some tenths of a second in every generation.
void resolve_for_loads(SearchParameters& p, const Problem& problem) {
    if (p.islands == automatic_value) p.islands = 1;
    if (p.island_plans == automatic_value) p.island_plans = problem.tasks() > 2'000 ? 4 : 8;
    if (p.elites == automatic_value) p.elites = 1;
    if (p.walkers == automatic_value) p.walkers = p.island_plans / 2;
    if (p.rounds == automatic_value) p.rounds = 1;
    if (p.moves == automatic_value) {
        p.moves = static_cast<std::int64_t>(
            std::clamp(4e7 / std::max(1.0, double(problem.tasks())), 500.0, 10'000.0));
    }
}

constexpr double few_tasks = 500;
constexpr double very_few_tasks = 100;

/// What "auto" means where a plan is improved in a moment: several at once, again and again; the
/// fewer tasks, the more often and the shorter. Where energy costs nothing, a task that is late can
/// cost as much as all others.
void resolve_for_few(SearchParameters& p, const Problem& problem) {
    if (problem.tasks() <= very_few_tasks) {
        if (p.rounds == automatic_value) p.rounds = 2;
        if (p.cycles == automatic_value) p.cycles = 8;
        if (p.threshold == automatic_value && !problem.view().priced) p.threshold = 2;
    }
    if (p.island_plans == automatic_value) p.island_plans = 5;
    if (p.elites == automatic_value) p.elites = 1;
    if (p.walkers == automatic_value) p.walkers = p.island_plans - 1;
    if (p.cycles == automatic_value) p.cycles = 3;
    if (p.threshold == automatic_value) p.threshold = 0.5;
}

/// Fewer work items at once than this are threads of CPUs, or of a device that is no faster.
constexpr std::uint32_t device_items = 4096;

/// What "auto" means on a device that runs thousands of work items: plans enough that their pairs
/// of servers (or, where only loads count, the plans themselves) keep it busy.
void resolve_for_device(SearchParameters& p, const Problem& problem, std::uint32_t items_at_once) {
    const std::int64_t items =
        problem.view().loads_only ? 16 : std::max<std::int64_t>(1, problem.servers() / 2);
    if (p.islands == automatic_value) p.islands = 4;
    if (p.island_plans == automatic_value) {
        p.island_plans = std::clamp<std::int64_t>(items_at_once / items / p.islands, 8, 1024);
    }
    if (p.elites == automatic_value) p.elites = 2;
    if (p.walkers == automatic_value) p.walkers = p.island_plans / 2;
}

/// How long a bound rises where no clock limits it: it gains little beyond some hundred steps.
std::int64_t most_bound_steps(double tasks) {
    return static_cast<std::int64_t>(std::clamp(4e6 / std::max(1.0, tasks), 60.0, 300.0));
}

/// What "auto" means for the education of many plans: a generation takes seconds, since limits and
/// signals are heard between generations only.
void resolve_for_many_plans(SearchParameters& p, double tasks) {
    constexpr double moves_of_a_generation = 3e5;
    if (p.rounds == automatic_value) p.rounds = 1;
    if (p.moves == automatic_value) {
        const double all = static_cast<double>(p.islands * p.island_plans * p.rounds) * tasks;
        p.moves = static_cast<std::int64_t>(
            std::clamp(moves_of_a_generation / std::max(1.0, all), 1.0, 16.0));
    }
}

bool with_swarms(const SearchParameters& p) {
    return p.algorithm == "swarm" || p.algorithm == "hybrid";
}

/// A part is a plan that is the best so far and one that walks, whatever else is asked for.
void keep_at(std::int64_t& value, std::int64_t only, std::string_view key) {
    if (value != automatic_value && value != only) {
        throw UsageError(
            fmt::format("{} is {}, but with parts.count above 1 it is {}: leave one of them auto",
                        key, value, only));
    }
    value = only;
}

/// Parts suit one plan whose servers can be told apart, and enough tasks for each.
void resolve_parts(SearchParameters& p, const Problem& problem, std::uint32_t ranks) {
    constexpr double tasks_of_a_part = 2'000;
    const bool possible = p.algorithm == "genetic" && problem.view().makespan_weight == 0;
    if (p.parts == automatic_value) {
        const bool useful =
            possible && p.islands == automatic_value && problem.tasks() >= tasks_of_a_part * ranks;
        p.parts = useful ? ranks : 1;
    }
    if (p.parts == 1) return;
    if (!possible) {
        throw UsageError(
            "parts.count above 1 needs algorithm = genetic and no makespan weight: leave it auto");
    }
    if (p.islands == automatic_value) p.islands = 1;
    if (p.islands != 1) {
        throw UsageError(
            fmt::format("parts.count ({}) and genetic.islands ({}) cannot both be above 1", p.parts,
                        p.islands));
    }
    keep_at(p.island_plans, 2, "genetic.island_plans");
    keep_at(p.elites, 1, "genetic.elites");
    keep_at(p.walkers, 1, "genetic.walkers");
}

/// Parts are put together every few seconds.
std::int64_t part_generations_for(const SearchParameters& p, double tasks) {
    constexpr double moves_of_an_exchange = 3e5;
    const double moves =
        tasks * static_cast<double>(p.rounds * p.moves) / static_cast<double>(p.parts);
    return std::clamp<std::int64_t>(
        static_cast<std::int64_t>(moves_of_an_exchange / std::max(1.0, moves)), 1, 16);
}

/// Every rank holds one island at least.
std::int64_t islands_for(const SearchParameters& p, double tasks, std::uint32_t ranks) {
    const std::int64_t alone = !with_swarms(p) ? 1 : tasks > 200'000 ? 2 : 4;
    return std::max<std::int64_t>(alone, ranks);
}
}  // namespace

bool limited_by_clock(const SearchParameters& p) {
    return p.time_limit_s > 0 && p.generations == 0;
}

SearchParameters resolve(SearchParameters p, const Problem& problem, std::uint32_t items_at_once,
                         std::uint32_t ranks) {
    const double tasks = problem.tasks();
    resolve_parts(p, problem, ranks);
    if (p.islands == automatic_value && ranks > 1) p.islands = islands_for(p, tasks, ranks);
    if (items_at_once >= device_items) resolve_for_device(p, problem, items_at_once);
    if (p.algorithm == "genetic" && problem.view().loads_only) resolve_for_loads(p, problem);
    if (p.threads == automatic_value) p.threads = usable_threads();
    const bool swarms = with_swarms(p);
    if (!swarms && tasks <= few_tasks) resolve_for_few(p, problem);
    if (p.islands == automatic_value) p.islands = islands_for(p, tasks, ranks);
    if (p.island_plans == automatic_value) {
        // A few plans that are improved for long beat many that are improved for a moment.
        p.island_plans = !swarms           ? (p.islands == 1 ? 2 : 4)
                         : tasks > 200'000 ? 8
                         : tasks > 20'000  ? 16
                                           : 24;
    }
    if (p.elites == automatic_value) p.elites = swarms ? 2 : 1;
    if (p.mutations == automatic_value) {
        p.mutations = std::clamp<std::int64_t>(static_cast<std::int64_t>(tasks / 1000), 3, 200);
    }
    if (p.walkers == automatic_value) p.walkers = 1;
    if (swarms) resolve_for_many_plans(p, tasks);
    if (p.rounds == automatic_value) {
        p.rounds = tasks > 200'000 ? 1 : tasks > 20'000 ? 2 : 8;
    }
    if (p.moves == automatic_value) p.moves = tasks > 2'000 ? 4 : 16;
    if (p.part_generations == automatic_value) p.part_generations = part_generations_for(p, tasks);
    if (p.shares == automatic_value) p.shares = 1;
    if (p.cycles == automatic_value) p.cycles = 1;
    if (p.threshold == automatic_value) p.threshold = 0.05;
    if (p.lp_period_slots == automatic_value) {
        p.lp_period_slots = std::max<std::int64_t>(1, (problem.view().slot_count + 23) / 24);
    }
    if (p.time_limit_s == 0 && p.generations == 0 && p.stall_generations == 0) p.time_limit_s = 60;
    const bool by_clock = limited_by_clock(p);
    if (p.bound_steps == automatic_value) {
        p.bound_steps = by_clock ? 1'000'000 : most_bound_steps(tasks);
    }
    if (p.price_rounds == automatic_value) {
        // One server whose energy costs nothing asks for an order alone, and prices know none.
        const bool order_alone = problem.servers() == 1 && !problem.view().priced;
        p.price_rounds = order_alone ? 0 : by_clock ? 1'000'000 : 10;
    }
    if (p.islands == 1) p.migrants = 0;
    if (p.elites + p.migrants >= p.island_plans) {
        throw UsageError(
            fmt::format("genetic.elites ({}) and genetic.migrants ({}) together must be below "
                        "genetic.island_plans ({})",
                        p.elites, p.migrants, p.island_plans));
    }
    resolve_swarm(p);
    if (p.migrants > p.elites) {
        throw UsageError(fmt::format("genetic.migrants ({}) must not exceed genetic.elites ({})",
                                     p.migrants, p.elites));
    }
    return p;
}

Schedule schedule_of(const SearchParameters& p, const Problem& problem,
                     std::int64_t first_cost_nano) {
    Schedule schedule;
    schedule.cycles = p.cycles;
    const double cost = static_cast<double>(std::max<std::int64_t>(1, std::llabs(first_cost_nano)));
    constexpr double most_nano = 1e18;  // sums with it stay within the planner's integers
    schedule.first_nano =
        static_cast<std::int64_t>(std::min(p.threshold * cost / problem.tasks(), most_nano));
    schedule.again_nano = schedule.first_nano / 4;
    return schedule;
}

Education education_of(const SearchParameters& p, const Problem& problem, std::int64_t generation,
                       std::int64_t threshold_nano) {
    const ProblemView view = problem.view();
    Education education;
    education.seed = static_cast<std::uint64_t>(p.seed);
    education.generation = static_cast<std::uint32_t>(generation);
    education.rounds = static_cast<std::uint32_t>(p.rounds);
    education.moves = static_cast<std::uint32_t>(p.moves);
    education.island_plans = static_cast<std::uint32_t>(p.island_plans);
    education.first_place = static_cast<std::uint32_t>(p.elites);
    education.threshold_nano = threshold_nano;
    education.holds = view.priced || view.coupled;
    return education;
}

Breeding breeding_of(const SearchParameters& p, const Problem& problem, std::int64_t generation) {
    const ProblemView view = problem.view();
    Breeding b;
    b.seed = static_cast<std::uint64_t>(p.seed);
    b.generation = static_cast<std::uint32_t>(generation);
    b.elites = static_cast<std::uint32_t>(p.elites);
    const bool migration =
        p.islands > 1 && generation > 0 && generation % p.migration_interval == 0;
    b.migrants = migration ? static_cast<std::uint32_t>(p.migrants) : 0;
    b.tournament = static_cast<std::uint32_t>(p.tournament);
    b.roulette_share = fraction(p.roulette_share);
    b.server_exchange_share = fraction(p.server_exchange_share);
    b.mutations = static_cast<std::uint32_t>(p.mutations);
    b.walkers = static_cast<std::uint32_t>(p.walkers);
    b.holds = view.priced || view.coupled;
    const SwarmCoefficients swarm = coefficients_of(p);
    b.swarm = {.inertia = static_cast<float>(swarm.inertia),
               .cognitive = static_cast<float>(swarm.cognitive),
               .social = static_cast<float>(swarm.social),
               .velocity_limit = static_cast<float>(p.swarm_velocity_limit),
               .wander_share = static_cast<std::uint32_t>(p.swarm_wander_share * 65536),
               .ring = p.swarm_topology == "ring",
               .educated = p.swarm_educated};
    return b;
}

}  // namespace nightwatt
