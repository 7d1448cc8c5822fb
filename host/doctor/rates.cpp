#include "doctor/rates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <functional>

#include "backend/device/plan_bytes.hpp"
#include "backend/drill.hpp"
#include "generate/night.hpp"
#include "problem/decode.hpp"
#include "rules/rule.hpp"
#include "stopwatch.hpp"

namespace nightwatt {

namespace {

struct Size {
    std::int64_t tasks;
    std::int64_t servers;
    bool full;
};
constexpr Size sizes[] = {{1'000, 20, false}, {10'000, 200, true}, {100'000, 1'000, true}};

/// Calls `work` until `seconds` have passed, at least once; calls a second.
double calls_per_s(double seconds, const std::function<void()>& work) {
    const Stopwatch clock;
    double passed = 0;
    double calls = 0;
    while (passed < seconds) {
        work();
        ++calls;
        passed = clock.seconds();
    }
    return calls / passed;
}

void measure(const BackendChoice& choice, const Problem& problem, std::uint32_t threads,
             double seconds, BackendRates& rates) {
    const Drill drill = rate_drill(choice, problem);
    std::unique_ptr<Backend> backend = choice.create(problem.view(), threads);
    rates.plans = drill.islands * drill.island_plans;
    const double tasks = static_cast<double>(rates.plans) * problem.tasks();
    begin_rates(*backend, problem, drill);
    (void)backend->evaluate();
    rates.evaluations = tasks * calls_per_s(seconds, [&] { (void)backend->evaluate(); });
    std::uint32_t generation = 0;
    rates.generations = calls_per_s(seconds, [&] {
        advance_drill(*backend, drill, ++generation);
        (void)backend->evaluate();
    });
    const double evaluation_s = tasks / rates.evaluations;
    const double education_s = std::max(1 / rates.generations - evaluation_s, 1e-9);
    rates.moves = moves_tried(drill, problem.tasks()) / education_s;
    backend.reset();  // the copy needs room
    rates.copy_bytes = choice.copy_rate();
    rates.bandwidth_share = rates.evaluations * evaluation_bytes_per_task / rates.copy_bytes;
}

}  // namespace

Instance rate_night(std::int64_t tasks, std::int64_t servers) {
    NightRecipe recipe;
    recipe.tasks = tasks;
    recipe.servers = servers;
    recipe.renewable = false;
    return generate_night(recipe);
}

Drill rate_drill(const BackendChoice& choice, const Problem& problem, std::int64_t most_plans) {
    const std::int64_t wanted = (choice.name == "cpu" ? 160'000 : 160'000'000) / problem.tasks();
    const auto fitting =
        static_cast<std::int64_t>(choice.room().free_bytes / 2 / plan_bytes(problem.view()));
    const std::int64_t plans = std::clamp<std::int64_t>(std::min(wanted, fitting), 16, most_plans);
    return {.islands = static_cast<std::uint32_t>(plans / 16),
            .island_plans = 16,
            .swarm_islands = 0,
            .rounds = 1,
            .moves = 2};
}

void begin_rates(Backend& backend, const Problem& problem, const Drill& drill) {
    const Plan first = decode(problem, construct_mct(problem)).plan;
    begin_drill(backend, drill, first, problem.tasks() / 4);
}

double moves_tried(const Drill& drill, std::int64_t tasks) {
    const double educated = static_cast<double>(drill.islands * (drill.island_plans - 1));
    return educated * static_cast<double>(tasks) * drill.rounds * drill.moves;
}

std::vector<BackendRates> measure_rates(bool full, std::uint32_t threads, double seconds,
                                        const std::vector<BackendChoice>& choices) {
    std::vector<BackendRates> all;
    for (const Size& size : sizes) {
        if (size.full && !full) continue;
        const Problem problem(rate_night(size.tasks, size.servers));
        for (const BackendChoice& choice : choices) {
            BackendRates& rates = all.emplace_back();
            rates.backend = choice.name;
            rates.instance = fmt::format("{} x {}", size.tasks, size.servers);
            try {
                measure(choice, problem, threads, seconds, rates);
            } catch (const std::exception& error) {
                rates.failure = error.what();
            }
        }
    }
    return all;
}

}  // namespace nightwatt
