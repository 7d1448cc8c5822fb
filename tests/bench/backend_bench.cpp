#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <omp.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "commands/plan_run.hpp"
#include "doctor/rates.hpp"
#include "generate/plain_machines.hpp"
#include "log.hpp"

/// Every backend that is available, beside each other in one run:
///
///     backend_bench [--benchmark_...] [TASKS SERVERS GAP_PERCENT SECONDS]
///
/// The numbers say which generated night is planned until a certified gap is reached, and for how
/// long at most: 2000 40 10 20 where they are not given.

namespace nightwatt {
namespace {

struct Size {
    std::int64_t tasks;
    std::int64_t servers;
    std::int64_t classes;  ///< of plain machines
};
constexpr Size sizes[] = {{512, 16, 16}, {10'000, 200, 8}, {100'000, 1'000, 8}};

enum class Model { Full, MakespanOnly };

struct Target {
    std::int64_t tasks = 2'000;
    std::int64_t servers = 40;
    double gap_percent = 10;
    double limit_s = 20;
};

/// A population of a backend, evaluated once. Makespans take so little that a GPU needs more plans.
class Workload {
  public:
    Workload(const BackendChoice& choice, const Size& size, Model model)
        : problem_(model == Model::Full
                       ? rate_night(size.tasks, size.servers)
                       : generate_plain_machines(size.tasks, size.servers, size.classes)),
          drill_(rate_drill(choice, problem_, model == Model::Full ? 16'384 : 131'072)),
          backend_(
              choice.create(problem_.view(), static_cast<std::uint32_t>(omp_get_max_threads()))) {
        begin_rates(*backend_, problem_, drill_);
        (void)backend_->evaluate();
    }

    void evaluate() { benchmark::DoNotOptimize(backend_->evaluate().population_hash); }
    void breed_and_educate() { advance_drill(*backend_, drill_, ++generation_); }
    /// Returns when it is done: a device that still works must answer with a plan first.
    void educate() {
        educate_drill(*backend_, drill_, ++generation_);
        benchmark::DoNotOptimize(backend_->genes(0).server.data());
    }
    [[nodiscard]] double plans() const { return 1.0 * drill_.islands * drill_.island_plans; }
    [[nodiscard]] double task_evaluations() const { return plans() * problem_.tasks(); }
    [[nodiscard]] double moves() const { return moves_tried(drill_, problem_.tasks()); }

  private:
    Problem problem_;
    Drill drill_;
    std::unique_ptr<Backend> backend_;
    std::uint32_t generation_ = 0;
};

/// Makes a workload, or gives the last one again: the library asks several times, and benchmarks of
/// one workload follow each other.
Workload& workload_of(const BackendChoice& choice, const Size& size, Model model) {
    static std::string known;
    static std::unique_ptr<Workload> last;
    const std::string wanted =
        fmt::format("{} {} {}", choice.name, size.tasks, static_cast<int>(model));
    if (wanted != known) {
        last.reset();
        known.clear();
        last = std::make_unique<Workload>(choice, size, model);
        known = wanted;
    }
    return *last;
}

/// Bytes a second, read and written; measured once.
double copy_rate_of(const BackendChoice& choice) {
    static std::map<std::string, double> known;
    const auto found = known.find(choice.name);
    if (found != known.end()) return found->second;
    return known[choice.name] = choice.copy_rate();
}

benchmark::Counter a_second(const benchmark::State& state, double each_iteration) {
    return {static_cast<double>(state.iterations()) * each_iteration, benchmark::Counter::kIsRate};
}

/// The roofline stands beside the rate: `limit/s` is what memory allows if every byte of the count
/// (kernels/README.md) had to come from it, `share` what was reached of that.
void evaluate(benchmark::State& state, const BackendChoice& choice, const Size& size, Model model) {
    Workload& workload = workload_of(choice, size, model);
    const auto begin = std::chrono::steady_clock::now();
    for (auto _ : state) workload.evaluate();
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begin;
    constexpr double makespan_bytes_per_task = 13;  // kernels/README.md, too
    const double bytes = model == Model::Full ? evaluation_bytes_per_task : makespan_bytes_per_task;
    const double limit = copy_rate_of(choice) / bytes;
    state.counters["plans"] = workload.plans();
    state.counters["task_evaluations"] = a_second(state, workload.task_evaluations());
    state.counters["limit/s"] = limit;
    state.counters["share"] = static_cast<double>(state.iterations()) *
                              workload.task_evaluations() / passed.count() / limit;
}

void local_search(benchmark::State& state, const BackendChoice& choice, const Size& size) {
    Workload& workload = workload_of(choice, size, Model::Full);
    for (auto _ : state) workload.educate();
    state.counters["plans"] = workload.plans();
    state.counters["moves"] = a_second(state, workload.moves());
}

void generation(benchmark::State& state, const BackendChoice& choice, const Size& size) {
    Workload& workload = workload_of(choice, size, Model::Full);
    for (auto _ : state) {
        workload.breed_and_educate();
        workload.evaluate();
    }
    state.counters["plans"] = workload.plans();
    state.counters["generations"] = a_second(state, 1);
}

/// The gap that is certified by a cost and what is proven by a moment, %; none without a bound.
std::optional<double> gap_percent(const PlanRecord& record, double cost, double seconds) {
    std::optional<double> gap;
    for (const BoundRecord& bound : record.bounds) {
        if (bound.seconds <= seconds) gap = 100 * (cost - bound.lower_bound) / std::abs(cost);
    }
    return gap;
}

/// When the best plan's gap first was as small as asked for. Where a rule's plan is feasible, the
/// best plan of every generation is.
std::optional<double> reached_s(const PlanRecord& record, double percent) {
    const bool feasible =
        std::any_of(record.baselines.begin(), record.baselines.end(),
                    [](const BaselineRecord& one) { return one.note.empty() && one.feasible; });
    const auto enough = [&](double cost, double seconds) {
        return gap_percent(record, cost, seconds).value_or(percent + 1) <= percent;
    };
    for (const GenerationRecord& one : record.generations) {
        if (feasible && enough(one.best_cost, one.seconds)) return one.seconds;
    }
    const double end_s = record.provenance.seconds;
    if (enough(record.account.totals.cost, end_s)) return end_s;
    return std::nullopt;
}

void time_to_gap(benchmark::State& state, const BackendChoice& choice, const Target& target) {
    const Instance night = rate_night(target.tasks, target.servers);
    SearchParameters parameters;
    parameters.backend = choice.name;
    parameters.threads = omp_get_max_threads();
    parameters.time_limit_s = target.limit_s;
    RunOptions quiet;
    quiet.part_of_a_series = true;
    for (auto _ : state) {
        const PlanRecord record = run_plan(night, parameters, std::nullopt, quiet);
        const std::optional<double> seconds = reached_s(record, target.gap_percent);
        const std::string end =
            fmt::format("{:.2f} % after {:.1f} s",
                        gap_percent(record, record.account.totals.cost, record.provenance.seconds)
                            .value_or(100),
                        record.provenance.seconds);
        if (!seconds) {
            state.SkipWithError(
                fmt::format("{:g} % not reached: {}", target.gap_percent, end).c_str());
            break;
        }
        state.SetIterationTime(*seconds);
        state.SetLabel(end);
    }
}

void by_size(const std::vector<const BackendChoice*>& choices, const Size& size) {
    const auto add = [&](const char* what, const BackendChoice& choice, auto run) {
        benchmark::RegisterBenchmark(
            fmt::format("{}/{}x{}/{}", what, size.tasks, size.servers, choice.name).c_str(), run)
            ->UseRealTime()
            ->Unit(benchmark::kMillisecond);
    };
    for (const BackendChoice* one : choices) {
        const BackendChoice& choice = *one;
        add("evaluate", choice, [&choice, size](benchmark::State& state) {
            evaluate(state, choice, size, Model::Full);
        });
        add("local_search", choice,
            [&choice, size](benchmark::State& state) { local_search(state, choice, size); });
        add("generation", choice,
            [&choice, size](benchmark::State& state) { generation(state, choice, size); });
    }
    for (const BackendChoice* one : choices) {
        const BackendChoice& choice = *one;
        add("evaluate_makespan", choice, [&choice, size](benchmark::State& state) {
            evaluate(state, choice, size, Model::MakespanOnly);
        });
    }
}

/// Says what is measured, and why something is not, on the terminal and in files.
std::vector<const BackendChoice*> available_backends() {
    std::vector<const BackendChoice*> available;
    for (const BackendChoice& choice : backends()) {
        const std::string reason = choice.unavailable();
        if (!reason.empty()) {
            benchmark::AddCustomContext(choice.name, "not measured: " + reason);
            continue;
        }
        available.push_back(&choice);
        for (const DeviceFacts& device : choice.devices()) {
            benchmark::AddCustomContext(choice.name, device.name + ", " + device.details);
        }
    }
    return available;
}

Target target_of(int argc, char** argv) {
    if (argc == 1) return {};
    if (argc == 5) {
        const Target target{std::atoll(argv[1]), std::atoll(argv[2]), std::atof(argv[3]),
                            std::atof(argv[4])};
        if (target.tasks > 0 && target.servers > 0 && target.limit_s > 0) return target;
    }
    fmt::print(stderr,
               "usage: backend_bench [--benchmark_...] [TASKS SERVERS GAP_PERCENT SECONDS]\n");
    std::exit(2);
}

int run(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    const Target target = target_of(argc, argv);
    set_verbosity(Verbosity::Quiet);
    const std::vector<const BackendChoice*> choices = available_backends();
    for (const Size& size : sizes) by_size(choices, size);
    for (const BackendChoice* choice : choices) {
        benchmark::RegisterBenchmark(
            fmt::format("time_to_{:g}_percent_gap/{}x{}/{}", target.gap_percent, target.tasks,
                        target.servers, choice->name)
                .c_str(),
            [choice, target](benchmark::State& state) { time_to_gap(state, *choice, target); })
            ->Iterations(1)
            ->UseManualTime()
            ->Unit(benchmark::kSecond);
    }
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}

}  // namespace
}  // namespace nightwatt

int main(int argc, char** argv) {
    return nightwatt::run(argc, argv);
}
