#pragma once

#include "bound/bound.hpp"
#include "bound/server_price.hpp"

namespace nightwatt {

/// The bound of problems that only loads decide, by one price for each server's time.
class ServerPriceBound : public BoundMethod {
  public:
    explicit ServerPriceBound(const Problem& problem) : prices_(problem.view()) {}

    bool advance() override { return prices_.advance(); }
    void certify() override;
    [[nodiscard]] LowerBound bound() const override;

  private:
    ServerPrice prices_;
    std::int64_t proven_nano_ = INT64_MIN;
};

}  // namespace nightwatt
