#include "backend/drill.hpp"

#include "kernels/genetic.hpp"

namespace nightwatt {

namespace {

constexpr std::uint32_t drill_migrants = 1;

/// Every task on the first server that it may use, as soon as it is ready.
Plan first_plan(const ProblemView& p) {
    Plan plan;
    plan.resize(p.task_count);
    for (std::uint32_t j = 0; j < p.task_count; ++j) {
        const std::uint32_t server = allowed_servers(p, j)[0];
        plan.server[j] = static_cast<std::int32_t>(server);
        plan.position[j] = static_cast<std::int32_t>(j);
        plan.level[j] = allowed_level(p, j, server, 0);
        plan.hold_ms[j] = larger(pinned_start_ms(p, j), 0);
        plan.start_ms[j] = larger(plan.hold_ms[j], ready_at(p, j, p.servers[server].site));
    }
    return plan;
}

Breeding breeding_of(const Drill& drill, std::uint32_t generation) {
    Breeding b;
    b.seed = drill.seed;
    b.generation = generation;
    b.elites = 1;
    b.walkers = 1;
    b.recall = generation % 3 == 0;
    b.migrants = generation % 2 == 0 ? drill_migrants : 0;
    b.tournament = 3;
    b.roulette_share = 0x40000000u;
    b.server_exchange_share = 0x80000000u;
    b.mutations = 4;
    b.holds = drill.holds;
    b.swarm = {.inertia = 0.7298438f,
               .cognitive = 1.4961798f,
               .social = 1.4961798f,
               .velocity_limit = 0.5f,
               .wander_share = 1311,
               .ring = drill.ring,
               .educated = true};
    return b;
}

}  // namespace

void begin_drill(Backend& backend, const Problem& problem, const Drill& drill) {
    begin_drill(backend, drill, first_plan(problem.view()), 2 * problem.tasks());
}

void begin_drill(Backend& backend, const Drill& drill, const Plan& first, std::uint32_t mutations) {
    backend.resize(
        whole_ring(drill.islands, drill.island_plans, drill.swarm_islands, drill_migrants));
    backend.seed({&first, 1}, breeding_of(drill, 0), mutations);
}

void educate_drill(Backend& backend, const Drill& drill, std::uint32_t generation) {
    backend.educate(breeding_of(drill, generation), {.seed = drill.seed,
                                                     .generation = generation,
                                                     .rounds = drill.rounds,
                                                     .moves = drill.moves,
                                                     .island_plans = drill.island_plans,
                                                     .first_place = 1,
                                                     .threshold_nano = drill.threshold_nano,
                                                     .holds = drill.holds,
                                                     .anew = generation % 4 == 3});
}

void advance_drill(Backend& backend, const Drill& drill, std::uint32_t generation) {
    backend.breed(breeding_of(drill, generation));
    educate_drill(backend, drill, generation);
}

std::vector<std::uint64_t> run_drill(Backend& backend, const Problem& problem, const Drill& drill) {
    begin_drill(backend, problem, drill);
    std::vector<std::uint64_t> trace;
    GenerationSummary summary = backend.evaluate();
    trace.push_back(summary.population_hash);
    for (std::uint32_t generation = 1; generation <= drill.generations; ++generation) {
        advance_drill(backend, drill, generation);
        summary = backend.evaluate();
        trace.push_back(summary.population_hash);
    }
    trace.push_back(start_hash(backend.genes(summary.best_plan)));
    return trace;
}

}  // namespace nightwatt
