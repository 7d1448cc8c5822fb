// Every HOST_DEVICE operator, called from a kernel: proves that the one text compiles for a GPU.
#include "kernels/evaluate.hpp"
#include "kernels/genetic.hpp"
#include "kernels/hash_mix.hpp"
#include "kernels/loads/improve_plan.hpp"
#include "kernels/pair_search.hpp"
#include "kernels/pair_shares.hpp"
#include "kernels/population.hpp"
#include "kernels/swarm.hpp"

namespace nightwatt {

__global__ void evaluate_servers(ProblemView problem, SequenceItem* items,
                                 const std::uint32_t* first, SlotMeter* meters,
                                 RunningTask* running, ServerScore* scores) {
    const std::uint32_t server = blockIdx.x * blockDim.x + threadIdx.x;
    if (server >= problem.server_count) return;
    MeterSink sink(problem, meters[problem.servers[server].site], 1);
    scores[server] = walk_server(
        problem, server, {items + first[server], first[server + 1] - first[server]}, running, sink);
}

__global__ void score_plan(ProblemView problem, PopulationView population, const SlotMeter* meters,
                           const ServerScore* scores) {
    ServerScore servers;
    for (std::uint32_t i = 0; i < problem.server_count; ++i) add_server(servers, scores[i]);
    SiteScore sites;
    for (std::uint32_t s = 0; s < problem.site_count; ++s) {
        add_site(sites, score_site(problem, s, meters[s]));
    }
    population.score[blockIdx.x] = plan_score(problem, servers, sites);
    const PlanView plan = population.plan(blockIdx.x);
    population.hash[blockIdx.x] = 0;
    for (std::uint32_t j = 0; j < problem.task_count; ++j) {
        population.hash[blockIdx.x] += task_hash(j, static_cast<std::int32_t>(plan.server[j]),
                                                 plan.start_ms[j], plan.level[j]);
    }
}

__global__ void improve_by_loads(LoadsView view, LoadsState* states, PopulationView population,
                                 std::int64_t work) {
    const std::uint32_t plan = blockIdx.x;
    if (threadIdx.x != 0) return;
    const PlanView genes = population.plan(plan);
    const Score score = family_score(view.problem, genes, states[plan].load_ms);
    LoadsDice dice(1, 2, plan);
    const LoadsEffort effort = choose_effort(view, work, dice);
    population.score[plan] = improve_loads(view, states[plan], genes, score, effort, dice);
}

__global__ void breed(ProblemView problem, Breeding breeding, const std::uint32_t* ranking,
                      PopulationView from, PopulationView to) {
    const std::uint32_t child = blockIdx.x;
    const Origin origin = choose_origin(breeding, ranking, problem.server_count, child);
    const PlanView plan = to.plan(child);
    for (std::uint32_t j = threadIdx.x; j < problem.task_count; j += blockDim.x) {
        cross_gene(breeding, origin, child, problem.server_count, from.plan(origin.mother),
                   from.plan(origin.father), plan, j);
    }
    __syncthreads();
    for (std::uint32_t k = 0; threadIdx.x == 0 && k < origin.mutations; ++k) {
        mutate_gene(problem, breeding, Purpose::Mutation, child, plan, k);
    }
}

__global__ void move_particles(ProblemView problem, Breeding breeding, SwarmView swarm,
                               const float* social, PopulationView from, PopulationView to) {
    const std::uint32_t plan = blockIdx.x;
    for (std::uint32_t j = threadIdx.x; j < problem.task_count; j += blockDim.x) {
        move_particle(problem, breeding, swarm, plan, social, plan, from.plan(plan), to.plan(plan),
                      j);
    }
}

__global__ void learn_particles(ProblemView problem, SwarmView swarm, PopulationView population) {
    const std::uint32_t plan = blockIdx.x;
    for (std::uint32_t j = threadIdx.x; j < problem.task_count; j += blockDim.x) {
        encode_particle(problem, swarm.dimensions, population.plan(plan), j, false,
                        swarm.position + swarm.at(plan, j));
    }
}

__global__ void educate(ProblemView problem, Education education, Pair* pairs, PairSite* sites,
                        SlotShare* shares) {
    const std::uint32_t pair = blockIdx.x;
    shares[pair] = draw_share(education.seed, education.stream(0), 0, pair, gridDim.x, false);
    share_slot(problem.limits[0], sites[pair].energy_uj[0], share_of(shares[pair], pair, gridDim.x),
               sites[pair], 0);
    (void)improve_pair(problem, education, education.stream(0), 0, 0, education.moves, pairs[pair]);
}

}  // namespace nightwatt
