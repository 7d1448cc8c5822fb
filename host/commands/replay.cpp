#include "commands/replay.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "commands/interruption.hpp"
#include "errors.hpp"
#include "instance/content_hash.hpp"

namespace nightwatt {

namespace {

std::optional<std::size_t> first_other_generation(const PlanRecord& recorded,
                                                  const PlanRecord& repeated) {
    const std::size_t both = std::min(recorded.generations.size(), repeated.generations.size());
    for (std::size_t g = 0; g < both; ++g) {
        if (recorded.generations[g].population_hash != repeated.generations[g].population_hash) {
            return g;
        }
    }
    return std::nullopt;
}

}  // namespace

SearchParameters replayed_parameters(const PlanRecord& recorded, const std::string& path,
                                     const std::vector<Override>& overrides) {
    if (recorded.provenance.made_by != "plan") {
        throw InputError(fmt::format("{}: cannot be replayed: it was made by '{}', not by a search",
                                     path, recorded.provenance.made_by));
    }
    for (const Override& one : overrides) {
        if (one.assignment.starts_with("search.threads=")) continue;
        if (one.assignment.starts_with("search.backend=")) continue;
        throw UsageError(
            fmt::format("{}: --replay takes its settings from the plan; only --threads and "
                        "--backend may be given",
                        one.assignment));
    }
    SearchParameters parameters;
    ConfigDocument document = ConfigDocument::parse(recorded.provenance.configuration,
                                                    path + ": attribute configuration");
    const ParameterTable table = describe(parameters);
    document.apply(table);
    parameters.threads = automatic_value;
    parameters.backend = "auto";
    // Plans of earlier versions name walkers that had no place; now they would be refused.
    parameters.walkers = std::min(parameters.walkers, parameters.island_plans - parameters.elites);
    document.override_with(overrides, table);
    document.finish();
    if (parameters.shares > 1) {
        throw UsageError(
            fmt::format("{}: was planned by shares (shares.count = {}), each of which went on as "
                        "long as it could: it cannot be replayed; plan with search.generations "
                        "instead of a time limit and the same plan comes again",
                        path, parameters.shares));
    }
    return parameters;
}

void check_warm_start(const PlanRecord& recorded, const std::optional<WarmStart>& warm_start) {
    const std::string given = warm_start ? hash_text(start_hash(warm_start->plan)) : "";
    const std::string& then = recorded.provenance.warm_start_hash;
    if (given == then) return;
    if (then.empty()) throw UsageError("the recorded run had no --warm-start: leave it out");
    throw UsageError(
        given.empty()
            ? fmt::format("the recorded run began with a plan: give it again by --warm-start "
                          "(hash {})",
                          then)
            : fmt::format("--warm-start: is another plan (hash {}) than the recorded run began "
                          "with ({})",
                          given, then));
}

std::string replayed_note(const PlanRecord& recorded, std::size_t rule) {
    if (rule >= recorded.baselines.size()) {
        throw InputError(
            "the recorded run knew fewer rules than this program: replay it with the "
            "program that made it");
    }
    return recorded.baselines[rule].note;
}

std::string replayed_stop(const PlanRecord& recorded, std::int64_t generation) {
    return generation < recorded.provenance.generations ? "" : recorded.provenance.stopped_by;
}

std::int64_t replayed_threshold_nano(const PlanRecord& recorded, std::int64_t generation) {
    const auto next = static_cast<std::size_t>(generation + 1);
    return next < recorded.generations.size() ? recorded.generations[next].threshold_nano : 0;
}

void require_whole_replay(const PlanRecord& recorded, const PlanRecord& repeated) {
    const std::size_t done = repeated.generations.size();
    const bool stopped =
        done < recorded.generations.size() && is_interruption(repeated.provenance.stopped_by);
    if (!stopped || first_other_generation(recorded, repeated)) return;
    throw StoppedError(
        fmt::format("the replay was stopped by {} after generation {} of {}; all "
                    "until then were equal",
                    repeated.provenance.stopped_by, repeated.provenance.generations,
                    recorded.provenance.generations));
}

std::string replay_difference(const PlanRecord& recorded, const PlanRecord& repeated) {
    if (const std::optional<std::size_t> g = first_other_generation(recorded, repeated)) {
        const GenerationRecord& then = recorded.generations[*g];
        return fmt::format("generation {}: population {} then, {} now", then.generation,
                           hash_text(then.population_hash),
                           hash_text(repeated.generations[*g].population_hash));
    }
    if (recorded.generations.size() != repeated.generations.size()) {
        return fmt::format("{} generations then, {} now", recorded.generations.size(),
                           repeated.generations.size());
    }
    const std::string then = hash_text(plan_hash(recorded.plan));
    const std::string now = hash_text(plan_hash(repeated.plan));
    return then == now ? "" : fmt::format("plan {} then, {} now", then, now);
}

}  // namespace nightwatt
