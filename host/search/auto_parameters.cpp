#include "search/auto_parameters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "backend/device/plan_bytes.hpp"
#include "bound/task_price.hpp"
#include "errors.hpp"
#include "kernels/loads/cover_plan.hpp"
#include "search/swarm_coefficients.hpp"
#include "usable_threads.hpp"

namespace nightwatt {

namespace {

/// Fewer work items at once than this are threads of CPUs, or of a device that is no faster.
constexpr std::uint32_t device_items = 4096;

/// Moves for every task of a plan where only loads decide. A plan takes some tenths of a second on
/// a CPU. A thread of a device is far slower, and a kernel ends when the slowest plan does: looks
/// for about a second, at an estimated microsecond each. A lesson of covers takes more of them.
std::int64_t loads_moves(const Problem& problem, bool device) {
    const ProblemView view = problem.view();
    const double tasks = std::max(1.0, double(problem.tasks()));
    if (!device) return static_cast<std::int64_t>(std::clamp(4e7 / tasks, 500.0, 10'000.0));
    constexpr double looks_of_a_kernel = 1e6;
    const bool covers = TaskPrice::suits(view) && cover_eighths(view) > 0;
    const double looks = looks_of_a_kernel / (covers ? double(cover_lesson) : 1.0);
    return static_cast<std::int64_t>(std::clamp(looks / tasks, 1.0, 10'000.0));
}

/// What "auto" means where only loads decide (kernels/loads): few plans, each improved for long.
void resolve_for_loads(SearchParameters& p, const Problem& problem, bool device) {
    if (p.islands == automatic_value) p.islands = 1;
    if (p.island_plans == automatic_value) p.island_plans = problem.tasks() > 2'000 ? 4 : 8;
    if (p.elites == automatic_value) p.elites = 1;
    if (p.walkers == automatic_value) p.walkers = p.island_plans / 2;
    if (p.rounds == automatic_value) p.rounds = 1;
    if (p.moves == automatic_value) p.moves = loads_moves(problem, device);
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
    if (p.walkers == automatic_value) {
        // Without a child among them, no plan of very few tasks ever leaves its valley.
        const bool with_child = problem.tasks() <= very_few_tasks;
        p.walkers = std::max<std::int64_t>(1, p.island_plans - (with_child ? 2 : 1));
    }
    if (p.cycles == automatic_value) p.cycles = 3;
    if (p.threshold == automatic_value) p.threshold = 0.5;
}

bool with_swarms(const SearchParameters& p) {
    return p.algorithm == "swarm" || p.algorithm == "hybrid";
}

/// Plans that fit into a device's memory: what they keep takes half of it at most, without the
/// problem, of which the bound has a copy too; education works in the rest.
std::int64_t fitting_plans(const SearchParameters& p, const Problem& problem,
                           const BackendRoom& room) {
    const ProblemView view = problem.view();
    const std::size_t bytes = plan_bytes(view) + (with_swarms(p) ? particle_bytes(view) : 0);
    const double left = double(room.free_bytes) - 2.0 * double(problem.bytes());
    return static_cast<std::int64_t>(std::clamp(left / 2 / double(bytes), 0.0, 1e9));
}

/// What "auto" means on a device that runs thousands of work items: plans enough that their pairs
/// of servers (or, where only loads count, the plans themselves) keep it busy, as far as they fit.
void resolve_for_device(SearchParameters& p, const Problem& problem, const BackendRoom& room,
                        std::uint32_t ranks) {
    constexpr std::int64_t few_plans = 8;
    constexpr std::int64_t fewest_plans = 4;  // two elites, a migrant and a child
    const std::int64_t items =
        problem.view().loads_only ? 16 : std::max<std::int64_t>(1, problem.servers() / 2);
    const std::int64_t fitting = fitting_plans(p, problem, room);
    const std::int64_t shared = std::int64_t{room.devices} * ranks;
    if (p.islands == automatic_value) {
        // As many on each device: the one that has most is waited for.
        const std::int64_t most = std::max<std::int64_t>(4 / shared, 1) * shared;
        p.islands =
            std::clamp<std::int64_t>(fitting * shared / few_plans, with_swarms(p) ? 2 : 1, most);
    }
    if (p.island_plans == automatic_value) {
        const std::int64_t islands_of_a_device = (p.islands + shared - 1) / shared;
        const std::int64_t items_at_once = std::int64_t{room.items_at_once} * ranks;
        p.island_plans =
            std::clamp<std::int64_t>(items_at_once / items / p.islands, few_plans, 1024);
        p.island_plans = std::clamp(fitting / islands_of_a_device, fewest_plans, p.island_plans);
    }
    if (p.elites == automatic_value) p.elites = 2;
    if (p.walkers == automatic_value) p.walkers = p.island_plans / 2;
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

/// A part is a plan that is the best so far and one that walks, whatever else is asked for.
void keep_at(std::int64_t& value, std::int64_t only, std::string_view key) {
    if (value != automatic_value && value != only) {
        throw UsageError(
            fmt::format("{} is {}, but with parts.count above 1 it is {}: leave one of them auto",
                        key, value, only));
    }
    value = only;
}

/// Parts suit one plan whose servers can be told apart, and enough tasks for each. The pairs of two
/// plans would leave most of a device idle: its ranks share islands.
void resolve_parts(SearchParameters& p, const Problem& problem, bool device, std::uint32_t ranks) {
    constexpr double tasks_of_a_part = 2'000;
    const bool possible = p.algorithm == "genetic" && problem.view().makespan_weight == 0;
    if (p.parts == automatic_value) {
        const bool useful = possible && !device && p.islands == automatic_value &&
                            problem.tasks() >= tasks_of_a_part * ranks;
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

/// Every machine (a rank's CPUs, or one of its devices) holds one island at least.
std::int64_t islands_for(const SearchParameters& p, double tasks, std::uint32_t machines) {
    const std::int64_t alone = !with_swarms(p) ? 1 : tasks > 200'000 ? 2 : 4;
    return std::max<std::int64_t>(alone, machines);
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
    for (double* const pull : {&p.swarm_cognitive, &p.swarm_social}) {
        if (*pull == automatic_value) *pull = usual_pull(p.swarm_form, p.swarm_inertia);
    }
    (void)swarm_coefficients(p.swarm_form, p.swarm_inertia, p.swarm_cognitive, p.swarm_social);
}

/// Walkers that find no place beside the elites of their island would do nothing.
void resolve_walkers(SearchParameters& p, bool given) {
    const std::int64_t places = p.island_plans - p.elites;
    if (!given) {
        p.walkers = std::min(p.walkers, places);
    } else if (p.walkers > places && (p.algorithm == "genetic" || p.algorithm == "hybrid")) {
        throw UsageError(
            fmt::format("genetic.elites ({}) and genetic.walkers ({}) together must not exceed "
                        "genetic.island_plans ({})",
                        p.elites, p.walkers, p.island_plans));
    }
}

}  // namespace

std::int64_t automatic_bound_steps(double tasks, bool by_clock) {
    if (by_clock) return 1'000'000;
    if (tasks < 1000) return 300;
    return 500 + static_cast<std::int64_t>(std::clamp(4e6 / tasks, 40.0, 100.0));
}

SearchParameters resolve(SearchParameters p, const Problem& problem, const BackendRoom& room,
                         std::uint32_t ranks) {
    const double tasks = problem.tasks();
    const bool walkers_given = p.walkers != automatic_value;
    const bool device = room.items_at_once >= device_items;
    resolve_parts(p, problem, device, ranks);
    if (p.islands == automatic_value && ranks > 1) {
        p.islands = islands_for(p, tasks, device ? ranks * room.devices : ranks);
    }
    if (device) resolve_for_device(p, problem, room, ranks);
    if (p.algorithm == "genetic" && problem.view().loads_only) {
        resolve_for_loads(p, problem, device);
    }
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
    p = with_limit(std::move(p));
    const bool by_clock = limited_by_clock(p);
    if (p.bound_steps == automatic_value) {
        p.bound_steps = automatic_bound_steps(tasks, by_clock);
    }
    if (p.price_rounds == automatic_value) {
        // One server on which nobody waits asks for an order alone, and prices know none.
        const bool order_alone = problem.servers() == 1 && !problem.view().waiting_pays;
        p.price_rounds = order_alone ? 0 : by_clock ? 1'000'000 : 10;
    }
    if (p.islands == 1) p.migrants = 0;
    if (p.elites + p.migrants >= p.island_plans) {
        throw UsageError(
            fmt::format("genetic.elites ({}) and genetic.migrants ({}) together must be below "
                        "genetic.island_plans ({})",
                        p.elites, p.migrants, p.island_plans));
    }
    resolve_walkers(p, walkers_given);
    resolve_swarm(p);
    if (p.migrants > p.elites) {
        throw UsageError(fmt::format("genetic.migrants ({}) must not exceed genetic.elites ({})",
                                     p.migrants, p.elites));
    }
    return p;
}

}  // namespace nightwatt
