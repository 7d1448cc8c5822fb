#pragma once

#include <cstdint>
#include <vector>

#include "bound/bound_state.hpp"
#include "bound/knapsack.hpp"
#include "kernels/problem_view.hpp"

namespace nightwatt {

/// Lower bound by prices of the tasks, for generalised assignment: problems that only loads decide
/// (ProblemView::loads_only) with windows that limit them, without a makespan to pay for, idle
/// power, wakes, or levels. With prices lambda_j and cap_i = close_i - open_i
///
///   D(lambda) = sum_j lambda_j + sum_i min { sum_{j in K} (c_ij - lambda_j) : sum_{j in K} run_ij
///   <= cap_i }
///
/// is at most the cost of every plan: each task is on one server. It is never below the bound by
/// prices of the servers' time, and well above it where a server has few tasks, as every server's
/// share is a whole set of tasks (M. L. Fisher, R. Jaikumar, L. Van Wassenhove 1986). A knapsack
/// counts time in whole units, a runtime rounded down. Prices climb by subgradient steps in
/// doubles; D is computed in integers, at prices rounded to whole nano-money.
class TaskPrice {
  public:
    /// Whether the bound holds for the problem and a step costs little enough.
    [[nodiscard]] static bool suits(const ProblemView& problem);

    /// Starts at what `server_price` (nano-money a ms, [server]) make of the tasks' options.
    TaskPrice(const ProblemView& problem, const std::vector<double>& server_price);

    /// One step; false: steps have become too small to matter.
    bool advance();
    /// The bound at the best prices so far.
    [[nodiscard]] std::int64_t bound_nano() const { return best_nano_; }
    /// Best prices so far, in nano-money: [task].
    [[nodiscard]] const std::vector<double>& prices() const { return best_price_; }
    [[nodiscard]] std::int64_t steps() const { return steps_; }
    /// Cells of knapsacks that were filled: what steps cost.
    [[nodiscard]] std::int64_t cells() const { return knapsack_.cells(); }

    /// All that steps change; see BoundState.
    template <class Self, class Visitor>
    static void visit_state(Self& self, Visitor& visit) {
        visit(self.price_);
        visit(self.best_price_);
        visit(self.direction_);
        visit(self.best_nano_);
        visit(self.rise_);
        visit(self.stalled_);
        visit(self.steps_);
    }

  private:
    struct Choice {
        std::uint32_t task;
        std::uint32_t units;
        std::int64_t cost_nano;
    };
    struct Server {
        std::uint32_t capacity;  // in units
        std::vector<Choice> choices;
    };
    /// D at whole prices; `missing` becomes 1 less the number of servers that chose a task.
    std::int64_t look(const std::vector<std::int64_t>& price, Knapsack& knapsack,
                      std::vector<std::int32_t>& missing) const;

    std::vector<Server> servers_;
    std::vector<double> price_;
    std::vector<double> best_price_;
    std::vector<double> direction_;
    std::int64_t best_nano_ = 0;
    double rise_ = 0;  // how far above the best value a step aims
    int stalled_ = 0;
    std::int64_t steps_ = 0;
    Knapsack knapsack_;
};

}  // namespace nightwatt
