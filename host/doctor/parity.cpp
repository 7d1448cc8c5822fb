#include "doctor/parity.hpp"

#include <exception>
#include <functional>

#include "backend/drill.hpp"
#include "generate/night.hpp"
#include "generate/plain_machines.hpp"
#include "kernels/hash_mix.hpp"
#include "stopwatch.hpp"

namespace nightwatt {

namespace {

struct DoctorCase {
    const char* name;
    std::function<Instance()> instance;
    Drill drill;
    bool full;
};

Instance night(std::int64_t tasks, std::int64_t servers, bool coupled) {
    NightRecipe recipe;
    recipe.tasks = tasks;
    recipe.servers = servers;
    recipe.deadlines = DeadlineKind::Tight;
    recipe.renewable = coupled;
    return generate_night(recipe);
}

const std::vector<DoctorCase>& cases() {
    const Drill genetic{.swarm_islands = 0};
    const Drill swarm{.swarm_islands = 3};
    const Drill annealed{.threshold_nano = 1'000'000};
    Drill large{.island_plans = 16, .generations = 3};
    static const std::vector<DoctorCase> all = {
        {"genetic, 200 x 8", [] { return night(200, 8, false); }, genetic, false},
        {"swarm, 200 x 8", [] { return night(200, 8, false); }, swarm, false},
        {"hybrid, 333 x 17, solar power", [] { return night(333, 17, true); }, annealed, false},
        {"loads, 512 x 16", [] { return generate_plain_machines(512, 16, 16); }, {}, false},
        {"hybrid, 5,000 x 101", [] { return night(5000, 101, false); }, large, true},
        {"hybrid, 5,000 x 101, solar power", [] { return night(5000, 101, true); }, large, true},
        {"loads, 10,000 x 200", [] { return generate_plain_machines(10'000, 200, 8); }, large,
         true},
    };
    return all;
}

DrillTrace trace_of(const BackendChoice& choice, const Problem& problem, const Drill& drill,
                    std::uint32_t threads) {
    const Stopwatch clock;
    DrillTrace trace{choice.name, 0, 0, ""};
    try {
        for (const std::uint64_t hash :
             run_drill(*choice.create(problem.view(), threads), problem, drill)) {
            trace.hash = mix_bits(trace.hash ^ hash);
        }
    } catch (const std::exception& error) {
        trace.failure = error.what();
    }
    trace.seconds = clock.seconds();
    return trace;
}

}  // namespace

std::vector<ParityRow> check_parity(bool full, std::uint32_t threads,
                                    const std::vector<BackendChoice>& choices) {
    std::vector<ParityRow> rows;
    for (const DoctorCase& one : cases()) {
        if (one.full && !full) continue;
        const Problem problem(one.instance());
        ParityRow row{one.name, {}};
        for (const BackendChoice& choice : choices) {
            const bool reference = choice.name == "cpu";
            row.traces.insert(reference ? row.traces.begin() : row.traces.end(),
                              trace_of(choice, problem, one.drill, threads));
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace nightwatt
