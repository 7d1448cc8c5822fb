#include "backend/cpu_population.hpp"

#include <algorithm>

namespace nightwatt {

namespace {

/// The first `count` of a column's values.
template <class T>
std::vector<T> head(const std::vector<T>& column, std::size_t count) {
    return {column.begin(), column.begin() + static_cast<std::ptrdiff_t>(count)};
}

}  // namespace

void CpuPopulation::resize(std::uint32_t plans, std::uint32_t guests, std::uint32_t tasks) {
    plans_ = plans;
    tasks_ = tasks;
    const std::size_t genes = (std::size_t{plans} + guests) * tasks;
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
    const std::size_t genes = std::size_t{plans_} * tasks_;
    return {head(server_, genes),   head(level_, genes),    head(hold_ms_, genes),
            head(start_ms_, genes), head(position_, genes), {}};
}

void CpuPopulation::set_genes(const PopulationState& state) {
    std::copy(state.server.begin(), state.server.end(), server_.begin());
    std::copy(state.level.begin(), state.level.end(), level_.begin());
    std::copy(state.hold_ms.begin(), state.hold_ms.end(), hold_ms_.begin());
    std::copy(state.start_ms.begin(), state.start_ms.end(), start_ms_.begin());
    std::copy(state.position.begin(), state.position.end(), position_.begin());
}

}  // namespace nightwatt
