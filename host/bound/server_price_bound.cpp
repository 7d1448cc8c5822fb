#include "bound/server_price_bound.hpp"

#include <algorithm>
#include <cmath>

namespace nightwatt {

namespace {

constexpr double least_gain = 2e-6;  // of the value, that makes another climb worth while
constexpr int most_flat_climbs = 3;

}  // namespace

ServerPriceBound::ServerPriceBound(const Problem& problem)
    : prices_(problem.view()), climbed_from_nano_(prices_.value_nano()) {}

bool ServerPriceBound::advance() {
    if (prices_.advance()) return true;
    const double value = prices_.value_nano();
    flat_climbs_ =
        value - climbed_from_nano_ > least_gain * std::fabs(value) ? 0 : flat_climbs_ + 1;
    if (flat_climbs_ >= most_flat_climbs) return false;
    climbed_from_nano_ = value;
    prices_.climb_again();
    return prices_.advance();
}

void ServerPriceBound::certify() {
    proven_nano_ = std::max(proven_nano_, prices_.bound_nano());
}

BoundState ServerPriceBound::state() const {
    BoundStateWriter writer;
    visit_state(*this, writer);
    return writer.take();
}

void ServerPriceBound::restore(const BoundState& state) {
    BoundStateReader reader(state);
    visit_state(*this, reader);
    reader.finish();
}

LowerBound ServerPriceBound::bound() const {
    return {proven_nano_, prices_.steps(), "prices by server"};
}

}  // namespace nightwatt
