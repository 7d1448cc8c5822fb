#include "kernels/change.hpp"
#include "problem/problem_builder.hpp"

namespace nightwatt {

/// The published plan, row by row. A penalty of less than half a billionth is none.
void ProblemBuilder::build_published() {
    rounder_.begin("change penalty", "nano-money", 4e18);
    ProblemView& view = problem_.scalars_;
    view.change_penalty_nano = rounder_.round(published_.change_penalty, nano_per_money, 0);
    view.change_tolerance_ms = published_.tolerance_ms;
    if (view.change_penalty_nano == 0) return;
    problem_.published_.resize(published_.server.size());
    for (std::size_t j = 0; j < published_.server.size(); ++j) {
        problem_.published_[j] = {.start_ms = published_.start_ms[j],
                                  .server = static_cast<std::uint32_t>(published_.server[j]),
                                  .level = static_cast<std::uint32_t>(published_.level[j])};
    }
}

}  // namespace nightwatt
