#pragma once

#include "bound/bound.hpp"
#include "bound/server_price.hpp"

namespace nightwatt {

/// The bound of problems that only loads decide, by one price for each server's time. When steps
/// have become too small to matter, it climbs again with larger ones as long as that pays.
class ServerPriceBound : public BoundMethod {
  public:
    explicit ServerPriceBound(const Problem& problem);

    bool advance() override;
    void certify() override;
    [[nodiscard]] LowerBound bound() const override;
    [[nodiscard]] BoundState state() const override;
    void restore(const BoundState& state) override;

    [[nodiscard]] const ServerPrice& prices() const { return prices_; }
    template <class Self, class Visitor>
    static void visit_state(Self& self, Visitor& visit) {
        ServerPrice::visit_state(self.prices_, visit);
        visit(self.climbed_from_nano_);
        visit(self.flat_climbs_);
        visit(self.proven_nano_);
    }

  private:
    ServerPrice prices_;
    double climbed_from_nano_;
    int flat_climbs_ = 0;  ///< one after another
    std::int64_t proven_nano_ = INT64_MIN;
};

}  // namespace nightwatt
