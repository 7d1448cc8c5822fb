#include "ranks/order.hpp"

namespace nightwatt {

namespace {

/// Calls each(column) for all columns of a plan: the one list of what is sent.
template <class Plan, class Each>
void for_each_column(Plan& plan, Each&& each) {
    each(plan.server);
    each(plan.position);
    each(plan.level);
    each(plan.hold_ms);
    each(plan.start_ms);
    each(plan.end_ms);
    each(plan.sleeps);
    each(plan.battery_mw);
}

auto into(MessageWriter& to) {
    return [&to](const auto& column) { to.put_vector(column); };
}

auto out_of(MessageReader& from) {
    return [&from]<class T>(std::vector<T>& column) { column = from.get_vector<T>(); };
}

}  // namespace

void put_plan(MessageWriter& to, const Plan& plan) {
    for_each_column(plan, into(to));
}

Plan get_plan(MessageReader& from) {
    Plan plan;
    for_each_column(plan, out_of(from));
    return plan;
}

void put_plans(MessageWriter& to, std::span<const Plan> plans) {
    to.put(std::uint64_t{plans.size()});
    for (const Plan& plan : plans) put_plan(to, plan);
}

std::vector<Plan> get_plans(MessageReader& from) {
    std::vector<Plan> plans;
    for (auto left = from.get<std::uint64_t>(); left > 0; --left) plans.push_back(get_plan(from));
    return plans;
}

void put_summary(MessageWriter& to, const GenerationSummary& summary) {
    to.put(summary.best);
    to.put(summary.best_plan);
    to.put(summary.population_hash);
    to.put(summary.elsewhere);
    to.put_vector(summary.island_best);
}

GenerationSummary get_summary(MessageReader& from) {
    GenerationSummary summary;
    summary.best = from.get<Score>();
    summary.best_plan = from.get<std::uint32_t>();
    summary.population_hash = from.get<std::uint64_t>();
    summary.elsewhere = from.get<std::int64_t>();
    summary.island_best = from.get_vector<Score>();
    return summary;
}

void put_state(MessageWriter& to, const PopulationState& state) {
    for_each_gene(into(to), state);
    for_each_coordinate(into(to), state.swarm);
    to.put(state.swarm.elites);
}

PopulationState get_state(MessageReader& from) {
    PopulationState state;
    for_each_gene(out_of(from), state);
    for_each_coordinate(out_of(from), state.swarm);
    state.swarm.elites = from.get<std::uint32_t>();
    return state;
}

}  // namespace nightwatt
