// Prints the hash of every generation of a few searches on nights that it makes itself. Builds of
// different compilers, settings and machines must print the same lines.
#include <fmt/format.h>

#include <exception>
#include <vector>

#include "commands/plan_run.hpp"
#include "generate/night.hpp"
#include "instance/content_hash.hpp"
#include "log.hpp"

namespace {

using namespace nightwatt;

struct Case {
    const char* name;
    NightRecipe recipe;
    SearchParameters search;
};

std::vector<Case> cases() {
    SearchParameters two_threads;
    two_threads.generations = 20;
    two_threads.threads = 2;
    SearchParameters one_thread = two_threads;
    one_thread.threads = 1;
    SearchParameters swarm = two_threads;
    swarm.algorithm = "swarm";
    swarm.islands = 2;
    swarm.island_plans = 8;
    swarm.migration_interval = 5;
    SearchParameters hybrid = swarm;
    hybrid.algorithm = "hybrid";
    hybrid.swarm_topology = "ring";
    return {
        {"small", {.tasks = 60, .servers = 6, .seed = 1}, two_threads},
        {"tight",
         {.tasks = 300, .servers = 12, .seed = 2, .deadlines = DeadlineKind::Tight},
         two_threads},
        {"gpu only",
         {.tasks = 150, .servers = 3, .seed = 3, .arrivals = Arrivals::Night, .classes = {"gpu"}},
         one_thread},
        {"swarm", {.tasks = 120, .servers = 8, .seed = 4}, swarm},
        {"hybrid",
         {.tasks = 120, .servers = 8, .seed = 5, .deadlines = DeadlineKind::Tight},
         hybrid}};
}

void print(const Case& one) {
    const Instance night = generate_night(one.recipe);
    fmt::print("{}: night {}\n", one.name, hash_text(content_hash(night)));
    const PlanRecord record = run_plan(night, one.search, std::nullopt);
    for (const GenerationRecord& row : record.generations)
        fmt::print("{}: generation {} {}\n", one.name, row.generation,
                   hash_text(row.population_hash));
    fmt::print("{}: plan {}\n", one.name, hash_text(plan_hash(record.plan)));
}

}  // namespace

int main() {
    try {
        set_verbosity(Verbosity::Quiet);
        for (const Case& one : cases()) print(one);
        return 0;
    } catch (const std::exception& error) {
        fmt::print(stderr, "trajectories: {}\n", error.what());
        return 1;
    }
}
