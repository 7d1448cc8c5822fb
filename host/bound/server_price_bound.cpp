#include "bound/server_price_bound.hpp"

#include <algorithm>

namespace nightwatt {

void ServerPriceBound::certify() {
    proven_nano_ = std::max(proven_nano_, prices_.bound_nano());
}

LowerBound ServerPriceBound::bound() const {
    return {proven_nano_, prices_.steps(), "prices by server"};
}

}  // namespace nightwatt
