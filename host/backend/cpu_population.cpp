#include "backend/cpu_population.hpp"

#include <algorithm>

namespace nightwatt {

void CpuPopulation::resize(std::uint32_t plans, std::uint32_t guests, std::uint32_t tasks) {
    plans_ = plans;
    tasks_ = tasks;
    const std::size_t genes = (std::size_t{plans} + guests) * tasks;
    for_each_gene([&](auto& column) { column.resize(genes); }, genes_);
    score_.resize(plans);
    hash_.resize(plans);
}

PopulationView CpuPopulation::view() {
    return {genes_.server.data(),
            genes_.level.data(),
            genes_.hold_ms.data(),
            genes_.start_ms.data(),
            genes_.position.data(),
            score_.data(),
            hash_.data(),
            plans_,
            tasks_};
}

PopulationState CpuPopulation::genes() const {
    const auto genes = static_cast<std::ptrdiff_t>(std::size_t{plans_} * tasks_);
    PopulationState state;
    for_each_gene(
        [&](auto& to, const auto& from) { to.assign(from.begin(), from.begin() + genes); }, state,
        genes_);
    return state;
}

void CpuPopulation::set_genes(const PopulationState& state) {
    for_each_gene(
        [](auto& to, const auto& from) { std::copy(from.begin(), from.end(), to.begin()); }, genes_,
        state);
}

}  // namespace nightwatt
