#include "backend/cpu_population.hpp"

namespace nightwatt {

void CpuPopulation::resize(std::uint32_t plans, std::uint32_t tasks) {
    plans_ = plans;
    tasks_ = tasks;
    const std::size_t genes = std::size_t{plans} * tasks;
    server_.resize(genes);
    level_.resize(genes);
    hold_ms_.resize(genes);
    start_ms_.resize(genes);
    position_.resize(genes);
    score_.resize(plans);
    hash_.resize(plans);
}

PopulationView CpuPopulation::view() {
    return {server_.data(),   level_.data(),    hold_ms_.data(),
            start_ms_.data(), position_.data(), score_.data(),
            hash_.data(),     plans_,           tasks_};
}

PopulationState CpuPopulation::genes() const {
    return {server_, level_, hold_ms_, start_ms_, position_, {}};
}

void CpuPopulation::set_genes(const PopulationState& state) {
    server_ = state.server;
    level_ = state.level;
    hold_ms_ = state.hold_ms;
    start_ms_ = state.start_ms;
    position_ = state.position;
}

}  // namespace nightwatt
