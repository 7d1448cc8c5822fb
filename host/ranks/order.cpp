#include "ranks/order.hpp"

#include "ranks/message_fields.hpp"

namespace nightwatt {

namespace {

template <class Plan, class Each>
void visit_plan(Plan& plan, const Each& each) {
    each(plan.server, plan.position, plan.level, plan.hold_ms, plan.start_ms, plan.end_ms,
         plan.sleeps, plan.battery_mw);
}

template <class Summary, class Each>
void visit_summary(Summary& s, const Each& each) {
    each(s.best, s.best_plan, s.population_hash, s.elsewhere, s.island_best);
}

}  // namespace

void put_plan(MessageWriter& to, const Plan& plan) {
    visit_plan(plan, PutFields{to});
}

Plan get_plan(MessageReader& from) {
    Plan plan;
    visit_plan(plan, GetFields{from});
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
    visit_summary(summary, PutFields{to});
}

GenerationSummary get_summary(MessageReader& from) {
    GenerationSummary summary;
    visit_summary(summary, GetFields{from});
    return summary;
}

void put_state(MessageWriter& to, const PopulationState& state) {
    const PutFields put{to};
    for_each_gene(put, state);
    for_each_coordinate(put, state.swarm);
    put(state.swarm.elites);
}

PopulationState get_state(MessageReader& from) {
    PopulationState state;
    const GetFields get{from};
    for_each_gene(get, state);
    for_each_coordinate(get, state.swarm);
    get(state.swarm.elites);
    return state;
}

}  // namespace nightwatt
