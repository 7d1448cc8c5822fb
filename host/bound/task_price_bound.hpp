#pragma once

#include <optional>

#include "bound/server_price_bound.hpp"
#include "bound/task_price.hpp"

namespace nightwatt {

/// The bound of generalised assignment: prices of the servers' time first, then prices of the
/// tasks, which start from them.
class TaskPriceBound : public BoundMethod {
  public:
    explicit TaskPriceBound(const Problem& problem) : problem_(problem.view()), servers_(problem) {}

    bool advance() override;
    void certify() override;
    [[nodiscard]] LowerBound bound() const override;
    [[nodiscard]] BoundState state() const override;
    void restore(const BoundState& state) override;

  private:
    template <class Self, class Visitor>
    static void visit_state(Self& self, Visitor& visit) {
        bool begun = self.tasks_.has_value();
        visit(begun);
        ServerPriceBound::visit_state(self.servers_, visit);
        if constexpr (!std::is_const_v<Self>) {
            if (begun) self.begin_tasks();
        }
        if (begun) TaskPrice::visit_state(*self.tasks_, visit);
    }
    void begin_tasks() { tasks_.emplace(problem_, servers_.prices().total_prices()); }

    ProblemView problem_;
    ServerPriceBound servers_;
    std::optional<TaskPrice> tasks_;
};

}  // namespace nightwatt
