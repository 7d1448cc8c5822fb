#include <benchmark/benchmark.h>
#include <omp.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "backend/cpu_population.hpp"
#include "backend/plan_educator.hpp"
#include "backend/plan_evaluator.hpp"
#include "generate/night.hpp"
#include "generate/plain_machines.hpp"
#include "problem/decode.hpp"
#include "rules/rule.hpp"

namespace nightwatt {
namespace {

/// A generated night without coupling terms: the full separable model.
Instance bench_night(std::int64_t tasks, std::int64_t servers) {
    NightRecipe recipe;
    recipe.tasks = tasks;
    recipe.servers = servers;
    recipe.arrivals = Arrivals::Night;
    recipe.renewable = false;
    return generate_night(recipe);
}

/// A problem and a population of mutated MCT plans, sorted and decoded once.
class Workload {
  public:
    Workload(const Instance& instance, std::uint32_t plans) : problem_(instance) {
        const Plan first = decode(problem_, construct_mct(problem_)).plan;
        population_.resize(plans, 0, problem_.tasks());
        Breeding b;
        b.seed = 1;
        for (std::uint32_t p = 0; p < plans; ++p) {
            const PlanView plan = population_.view().plan(p);
            for (std::uint32_t j = 0; j < problem_.tasks(); ++j) {
                plan.server[j] = static_cast<std::uint32_t>(first.server[j]);
                plan.level[j] = static_cast<std::uint8_t>(first.level[j]);
                plan.hold_ms[j] = first.hold_ms[j];
                plan.start_ms[j] = first.start_ms[j];
                plan.position[j] = static_cast<std::uint32_t>(first.position[j]);
            }
            for (std::uint32_t k = 0; k < problem_.tasks() / 4; ++k) {
                mutate_gene(problem_.view(), b, Purpose::FirstPopulation, p, plan, k);
            }
            sequences_.emplace_back(problem_.view()).load(plan);
        }
        for (int t = 0; t < omp_get_max_threads(); ++t) {
            evaluators_.emplace_back(problem_.view());
        }
    }

    /// Calls work(evaluator, sequences, plan, index) for all plans on all threads.
    template <class Work>
    void for_all(const Work& work) {
        const PopulationView population = population_.view();
#pragma omp parallel for schedule(dynamic)
        for (std::uint32_t p = 0; p < population.plan_count; ++p) {
            const auto t = static_cast<std::size_t>(omp_get_thread_num());
            work(evaluators_[t], sequences_[p], population.plan(p), p);
        }
    }
    [[nodiscard]] std::int64_t task_evaluations() {
        return std::int64_t{population_.view().plan_count} * problem_.tasks();
    }
    [[nodiscard]] std::vector<Pupil> pupils() {
        std::vector<Pupil> pupils;
        for (std::uint32_t p = 0; p < population_.view().plan_count; ++p) {
            pupils.push_back({p, population_.view().plan(p)});
        }
        return pupils;
    }
    [[nodiscard]] const Problem& problem() const {
        return problem_;
    }

  private:
    Problem problem_;
    CpuPopulation population_;
    std::vector<PlanSequences> sequences_;  // [plan]
    std::vector<PlanEvaluator> evaluators_;
};

/// Plans enough that a processor cannot learn the branches of all their tasks by heart: with few of
/// them a small case would look three times as fast as it is in a search.
std::uint32_t enough_plans(std::int64_t tasks) {
    return static_cast<std::uint32_t>(std::max<std::int64_t>(16, 160'000 / tasks));
}

void count(benchmark::State& state, Workload& workload) {
    state.counters["task_evaluations/s"] =
        benchmark::Counter(static_cast<double>(state.iterations() * workload.task_evaluations()),
                           benchmark::Counter::kIsRate);
    state.counters["threads"] = omp_get_max_threads();
    state.counters["instance_bytes/task"] =
        static_cast<double>(workload.problem().bytes()) / workload.problem().tasks();
    state.counters["plan_bytes/task"] = 2.0 * CpuPopulation::bytes_per_task;
}

/// Sequences known, one walk over every server: the full separable model.
void full_model(benchmark::State& state) {
    Workload workload(bench_night(state.range(0), state.range(1)), enough_plans(state.range(0)));
    for (auto _ : state) {
        workload.for_all(
            [](PlanEvaluator& evaluator, PlanSequences& sequences, const PlanView&, std::uint32_t) {
                benchmark::DoNotOptimize(evaluator.evaluate(sequences));
            });
    }
    count(state, workload);
}

/// What a generation pays for a child: sorting its genes into sequences, then the walk.
void sort_and_full_model(benchmark::State& state) {
    Workload workload(bench_night(state.range(0), state.range(1)), enough_plans(state.range(0)));
    for (auto _ : state) {
        workload.for_all([](PlanEvaluator& evaluator, PlanSequences& sequences,
                            const PlanView& plan, std::uint32_t) {
            sequences.load(plan);
            benchmark::DoNotOptimize(evaluator.evaluate(sequences));
            sequences.store(plan);
        });
    }
    count(state, workload);
}

void makespan_only(benchmark::State& state) {
    Workload workload(generate_plain_machines(state.range(0), state.range(1), state.range(2)), 32);
    for (auto _ : state) {
        workload.for_all(
            [](PlanEvaluator& evaluator, PlanSequences&, const PlanView& plan, std::uint32_t) {
                benchmark::DoNotOptimize(evaluator.evaluate_loads(plan));
            });
    }
    count(state, workload);
}

/// Moves tried by the local search, accepted or not.
void education(benchmark::State& state) {
    Workload workload(bench_night(state.range(0), state.range(1)), 4);
    PlanEducator educator(workload.problem().view(),
                          static_cast<std::uint32_t>(omp_get_max_threads()));
    const std::vector<Pupil> pupils = workload.pupils();
    Education e;
    e.seed = 1;
    e.rounds = 2;
    e.moves = 2;
    e.holds = true;
    for (auto _ : state) {
        ++e.generation;
        educator.educate(e, pupils);
    }
    state.counters["moves/s"] = benchmark::Counter(
        static_cast<double>(state.iterations()) * e.rounds * e.moves * workload.task_evaluations(),
        benchmark::Counter::kIsRate);
}

const std::vector<std::vector<std::int64_t>> sizes = {{512, 16}, {10'000, 200}, {100'000, 1'000}};

void by_size(benchmark::internal::Benchmark* bench) {
    for (const auto& size : sizes) bench->Args(size);
    bench->UseRealTime()->Unit(benchmark::kMillisecond);
}

BENCHMARK(full_model)->Apply(by_size);
BENCHMARK(sort_and_full_model)->Apply(by_size);
BENCHMARK(education)->Apply(by_size);
BENCHMARK(makespan_only)
    ->ArgNames({"tasks", "servers", "classes"})
    ->Args({512, 16, 16})
    ->Args({512, 16, 4})
    ->Args({10'000, 200, 200})
    ->Args({10'000, 200, 8})
    ->Args({100'000, 1'000, 8})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace nightwatt

BENCHMARK_MAIN();
