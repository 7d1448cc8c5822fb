#include "doctor/rates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <functional>

#include "backend/drill.hpp"
#include "generate/night.hpp"

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
    const auto begin = std::chrono::steady_clock::now();
    double passed = 0;
    double calls = 0;
    while (passed < seconds) {
        work();
        ++calls;
        passed = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    }
    return calls / passed;
}

BackendRates measure(const BackendChoice& choice, const Problem& problem, const Drill& drill,
                     std::uint32_t threads, double seconds) {
    const std::unique_ptr<Backend> backend = choice.create(problem.view(), threads);
    BackendRates rates;
    rates.backend = choice.name;
    rates.instance = fmt::format("{} x {}", problem.tasks(), problem.servers());
    rates.plans = drill.islands * drill.island_plans;
    const double tasks = static_cast<double>(rates.plans) * problem.tasks();
    begin_drill(*backend, problem, drill);
    (void)backend->evaluate();
    rates.evaluations = tasks * calls_per_s(seconds, [&] { (void)backend->evaluate(); });
    std::uint32_t generation = 0;
    rates.generations = calls_per_s(seconds, [&] {
        advance_drill(*backend, drill, ++generation);
        (void)backend->evaluate();
    });
    const double evaluation_s = tasks / rates.evaluations;
    const double education_s = std::max(1 / rates.generations - evaluation_s, 1e-9);
    const double educated = static_cast<double>(drill.islands * (drill.island_plans - 1));
    rates.moves = educated * problem.tasks() * drill.rounds * drill.moves / education_s;
    rates.copy_bytes = choice.copy_rate();
    rates.bandwidth_share = rates.evaluations * evaluation_bytes_per_task / rates.copy_bytes;
    return rates;
}

}  // namespace

std::vector<BackendRates> measure_rates(bool full, std::uint32_t threads, double seconds) {
    std::vector<BackendRates> all;
    for (const Size& size : sizes) {
        if (size.full && !full) continue;
        NightRecipe recipe;
        recipe.tasks = size.tasks;
        recipe.servers = size.servers;
        recipe.renewable = false;
        const Problem problem(generate_night(recipe));
        for (const BackendChoice& choice : backends()) {
            if (!choice.unavailable().empty()) continue;
            // A GPU needs many plans to be busy; a CPU is as fast with few.
            const bool cpu = choice.name == "cpu";
            const std::int64_t plans =
                std::clamp<std::int64_t>((cpu ? 160'000 : 160'000'000) / size.tasks, 16, 16'384);
            const Drill drill{.islands = static_cast<std::uint32_t>(plans / 16),
                              .island_plans = 16,
                              .swarm_islands = 0,
                              .rounds = 1,
                              .moves = 2};
            all.push_back(measure(choice, problem, drill, threads, seconds));
        }
    }
    return all;
}

}  // namespace nightwatt
