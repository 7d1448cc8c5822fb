#include <fmt/format.h>
#include <omp.h>

#include <algorithm>
#include <new>
#include <numeric>

#include "backend/backend.hpp"
#include "backend/cpu_population.hpp"
#include "backend/cpu_swarm.hpp"
#include "backend/loads_educator.hpp"
#include "backend/plan_educator.hpp"
#include "backend/plan_evaluator.hpp"
#include "errors.hpp"
#include "kernels/items/rank_items.hpp"

namespace nightwatt {

namespace {

/// Loops over work items with OpenMP; every loop writes only its own items, so the number of
/// threads changes nothing but the time.
class CpuBackend final : public Backend {
  public:
    CpuBackend(const ProblemView& problem, std::uint32_t threads)
        : limits_(limits_of(problem)),
          problem_(with_limits(problem, limits_)),
          threads_(static_cast<int>(threads)),
          swarm_(problem_),
          educator_(problem_, threads),
          loads_educator_(problem_, threads) {
        for (std::uint32_t t = 0; t < threads; ++t) {
            evaluators_.emplace_back(problem_);
            sequences_.emplace_back(problem_);
        }
    }

    [[nodiscard]] std::string name() const override { return "cpu"; }

    void resize(const IslandRange& range) override {
        range_ = range;
        const std::uint32_t particles = range.swarms() * range.island_plans;
        try {
            current_.resize(range.plans(), range.guests(), problem_.task_count);
            next_.resize(range.plans(), range.guests(), problem_.task_count);
            swarm_.resize(range);
        } catch (const std::bad_alloc&) {
            const double bytes =
                2.0 * plans() * problem_.task_count * CpuPopulation::bytes_per_task +
                1.0 * particles * problem_.task_count * swarm_.bytes_per_task();
            throw DeviceError(
                fmt::format("no memory for {} plans, {} of them particles: {:.1f} GiB; lower "
                            "genetic.islands or genetic.island_plans",
                            plans(), particles, bytes / (1 << 30)));
        }
        ranking_.resize(plans());
        duplicate_.resize(plans());
        std::iota(ranking_.begin(), ranking_.end(), 0u);
    }

    void seed(std::span<const Plan> seeds, const Breeding& breeding,
              std::uint32_t mutations) override {
        const PopulationView population = current_.view();
        const auto seed_count = static_cast<std::uint32_t>(seeds.size());
#pragma omp parallel for num_threads(threads_) schedule(dynamic)
        for (std::uint32_t p = 0; p < plans(); ++p) {
            const PlanView plan = population.plan(p);
            if (swarm_.has_particle(p)) swarm_.adopt(p);
            const std::uint32_t place = p % range_.island_plans;
            set_genes(plan, seeds[place % seed_count]);
            for (std::uint32_t k = 0; place >= seed_count && k < mutations; ++k) {
                mutate_gene(problem_, breeding, Purpose::FirstPopulation, id_of(p), plan, k);
            }
        }
    }

    GenerationSummary evaluate() override {
        const PopulationView population = current_.view();
#pragma omp parallel for num_threads(threads_for_genes()) schedule(dynamic)
        for (std::uint32_t p = 0; p < plans(); ++p) {
            const auto thread = static_cast<std::size_t>(omp_get_thread_num());
            const PlanView plan = population.plan(p);
            if (problem_.loads_only) {
                population.score[p] = evaluators_[thread].evaluate_loads(plan);
            } else {
                sequences_[thread].load(plan);
                population.score[p] = evaluators_[thread].evaluate(sequences_[thread]);
                sequences_[thread].store(plan);
            }
            population.hash[p] = genes_hash(plan, problem_.task_count);
            if (swarm_.has_particle(p)) swarm_.learn(p, plan, population.score[p]);
        }
        rank();
        return summarise();
    }

    void breed(const Breeding& breeding) override {
        const PopulationView from = current_.view();
        const PopulationView to = next_.view();
        follow_leaders(breeding);
#pragma omp parallel for num_threads(threads_for_genes()) schedule(dynamic)
        for (std::uint32_t p = 0; p < plans(); ++p) {
            Breeding own = breeding;
            if (range_.in_swarm(p)) own.walkers = 0;
            const Origin origin =
                choose_origin(own, range_, ranking_.data(), problem_.server_count, p);
            const PlanView mother = from.plan(origin.mother);
            const PlanView father = from.plan(origin.father);
            const PlanView child = to.plan(p);
            const bool copied = origin.mutations == 0;
            if (swarm_.has_particle(p) && !copied) {
                swarm_.move(breeding, p, from.plan(p), child);
                continue;
            }
            if (swarm_.has_particle(p)) swarm_.adopt(p);
            for (std::uint32_t j = 0; j < problem_.task_count; ++j) {
                cross_gene(breeding, origin, id_of(p), problem_.server_count, mother, father, child,
                           j);
            }
            for (std::uint32_t k = 0; k < origin.mutations; ++k) {
                mutate_gene(problem_, breeding, Purpose::Mutation, id_of(p), child, k);
            }
        }
        std::swap(current_, next_);
    }

    void educate(const Breeding& breeding, const Education& education) override {
        const PopulationView population = current_.view();
        std::vector<Pupil> pupils;
        for (std::uint32_t p = 0; p < plans(); ++p) {
            if (p % range_.island_plans < education.first_place) continue;
            if (range_.in_swarm(p)) {
                if (!breeding.swarm.educated) continue;
                if (swarm_.has_particle(p)) swarm_.follow(p);
            }
            pupils.push_back({id_of(p), population.plan(p)});
        }
        if (problem_.loads_only) {
            loads_educator_.educate(
                {education.seed, education.generation,
                 std::int64_t{education.rounds} * education.moves, education.anew},
                pupils);
        } else {
            educator_.educate(education, pupils);
        }
    }

    [[nodiscard]] std::vector<Plan> elites(std::uint32_t count) const override {
        const auto last = ranking_.end() - range_.island_plans;
        std::vector<Plan> best;
        for (std::uint32_t rank = 0; rank < count; ++rank) best.push_back(genes(last[rank]));
        return best;
    }

    void set_guests(std::span<const Plan> migrants) override {
        std::uint32_t place = plans();
        for (const Plan& plan : migrants) set_genes(current_.view().plan(place++), plan);
    }

    void set_limits(std::span<const SlotLimits> limits) override {
        std::copy(limits.begin(), limits.end(), limits_.begin());
        swarm_.forget_scores();
    }

    [[nodiscard]] Plan genes(std::uint32_t p) const override {
        const PlanView plan = current_.view().plan(p);
        Plan genes;
        genes.resize(problem_.task_count);
        for (std::uint32_t j = 0; j < problem_.task_count; ++j) {
            genes.server[j] = static_cast<std::int32_t>(plan.server[j]);
            genes.level[j] = plan.level[j];
            genes.hold_ms[j] = plan.hold_ms[j];
            genes.start_ms[j] = plan.start_ms[j];
            genes.position[j] = static_cast<std::int32_t>(plan.position[j]);
        }
        return genes;
    }

    [[nodiscard]] PopulationState state() const override {
        PopulationState state = current_.genes();
        state.swarm = swarm_.state();
        return state;
    }

    void restore(const PopulationState& state) override {
        current_.set_genes(state);
        swarm_.restore(state.swarm);
    }

  private:
    static std::vector<SlotLimits> limits_of(const ProblemView& p) {
        if (!p.coupled) return {};
        return {p.limits, p.limits + std::size_t{p.site_count} * p.slot_count};
    }
    static ProblemView with_limits(ProblemView problem, const std::vector<SlotLimits>& limits) {
        if (!limits.empty()) problem.limits = limits.data();
        return problem;
    }
    [[nodiscard]] std::uint32_t plans() const {
        return range_.plans();
    }
    /// For work of some nanoseconds a gene: where all of it is done sooner than threads have met,
    /// one is enough. On a busy machine a meeting takes as long as the others' time slices.
    [[nodiscard]] int threads_for_genes() const {
        constexpr std::uint64_t few_genes = 10'000;
        return std::uint64_t{plans()} * problem_.task_count < few_genes ? 1 : threads_;
    }
    [[nodiscard]] std::uint32_t id_of(std::uint32_t plan) const {
        return range_.first_plan() + plan;
    }

    void set_genes(const PlanView& plan, const Plan& from) const {
        for (std::uint32_t j = 0; j < problem_.task_count; ++j) {
            plan.server[j] = static_cast<std::uint32_t>(from.server[j]);
            plan.level[j] = static_cast<std::uint8_t>(from.level[j]);
            // Where only loads count, plans have no holds and one order.
            plan.hold_ms[j] = problem_.loads_only ? 0 : from.hold_ms[j];
            plan.start_ms[j] = problem_.loads_only ? 0 : from.start_ms[j];
            plan.position[j] =
                problem_.loads_only ? j : static_cast<std::uint32_t>(from.position[j]);
        }
    }

    void follow_leaders(const Breeding& breeding) {
        std::vector<PlanView> leaders;
        for (std::uint32_t island = 0; island < range_.count; ++island) {
            leaders.push_back(
                current_.view().plan(ranking_[std::size_t{island} * range_.island_plans]));
        }
        swarm_.prepare(breeding, leaders);
    }

    void rank() {
        const PopulationView population = current_.view();
#pragma omp parallel for num_threads(threads_for_genes()) schedule(static)
        for (std::uint32_t island = 0; island < range_.count; ++island) {
            const auto begin = ranking_.begin() + std::ptrdiff_t{island} * range_.island_plans;
            const auto end = begin + range_.island_plans;
            std::iota(begin, end, island * range_.island_plans);
            std::sort(begin, end, BetterPlan{population.score, population.hash});
            for (auto p = begin; p != end; ++p) {
                duplicate_[*p] = p != begin && population.hash[*p] == population.hash[*(p - 1)];
            }
            std::stable_partition(begin, end, [&](std::uint32_t p) { return duplicate_[p] == 0; });
        }
    }

    [[nodiscard]] GenerationSummary summarise() {
        const PopulationView population = current_.view();
        GenerationSummary summary;
        for (std::uint32_t p = 0; p < plans(); ++p) {
            summary.population_hash +=
                place_hash(id_of(p), population.hash[p], population.score[p]);
        }
        for (std::uint32_t island = 0; island < range_.count; ++island) {
            const std::uint32_t* const own =
                ranking_.data() + std::size_t{island} * range_.island_plans;
            summary.add_island(population.score[own[0]], own[0]);
            const PlanView first = population.plan(own[0]);
            const PlanView middle = population.plan(own[range_.island_plans / 2]);
            for (std::uint32_t j = 0; j < problem_.task_count; ++j) {
                summary.elsewhere += first.server[j] != middle.server[j] ? 1 : 0;
            }
        }
        return summary;
    }

    std::vector<SlotLimits> limits_;  // that problem_ shows; empty unless coupled
    ProblemView problem_;
    int threads_;
    IslandRange range_;
    mutable CpuPopulation current_;
    CpuPopulation next_;
    CpuSwarm swarm_;
    std::vector<PlanEvaluator> evaluators_;
    std::vector<PlanSequences> sequences_;
    PlanEducator educator_;
    LoadsEducator loads_educator_;
    std::vector<std::uint32_t> ranking_;
    std::vector<char> duplicate_;
};

}  // namespace

std::string cpu_unavailable() {
    return "";
}

std::unique_ptr<Backend> create_cpu_backend(const ProblemView& problem, std::uint32_t threads) {
    return std::make_unique<CpuBackend>(problem, threads);
}

}  // namespace nightwatt
