#include "bound/given_prices.hpp"

#include "bound/make_guide.hpp"

namespace nightwatt {

NightPrices prices_of_some(const DualLayout& whole, const ServerGroups& whole_groups,
                           const NightPrices& prices, const Problem& some,
                           const std::vector<std::uint32_t>& server) {
    if (prices.multipliers.empty()) return {};
    const ServerGroups groups(some);
    const DualLayout to(some.view(), groups, prices.steps_per_slot);
    std::vector<double> x(to.size(), 0);
    for (std::uint32_t g = 0; g < to.groups; ++g) {
        const std::uint32_t first = groups.group_servers[groups.group_first[g]];
        const std::uint32_t known = whole_groups.group_of[server[first]];
        for (std::uint32_t r = 0; r < to.resources; ++r) {
            for (std::uint32_t k = 0; k < to.steps; ++k) {
                x[to.resource(g, r, k)] = prices.multipliers[whole.resource(known, r, k)];
            }
        }
    }
    // What follows the resources belongs to sites, which are the same.
    for (std::size_t c = to.relief(0, 0), d = whole.relief(0, 0);
         to.coupled && whole.coupled && c < to.size(); ++c, ++d) {
        x[c] = prices.multipliers[d];
    }
    return {prices.steps_per_slot, std::move(x)};
}

GivenPrices::GivenPrices(const Problem& problem, NightPrices prices, std::uint32_t threads)
    : problem_(problem), prices_(std::move(prices)), threads_(threads) {}

std::optional<Guide> GivenPrices::guide(std::uint32_t per_task) const {
    if (prices_.multipliers.empty()) return std::nullopt;
    const DualFunction function(problem_, prices_.steps_per_slot, threads_);
    std::vector<double> multipliers = prices_.multipliers;
    function.slots().project(multipliers);
    return make_guide(function, multipliers, per_task, threads_);
}

BoundState GivenPrices::state() const {
    return {{prices_.steps_per_slot}, prices_.multipliers};
}

void GivenPrices::restore(const BoundState& state) {
    if (state.whole.size() != 1 || state.real.size() != prices_.multipliers.size()) {
        throw InputError("the bound's state belongs to another problem");
    }
    prices_ = {static_cast<std::uint32_t>(state.whole.front()), state.real};
}

}  // namespace nightwatt
