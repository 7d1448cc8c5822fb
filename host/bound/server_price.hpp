#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

#include "kernels/problem_view.hpp"

namespace nightwatt {

/// Lower bound by prices of the servers' time, for problems that only loads decide
/// (ProblemView::loads_only). With C the makespan, cap_i = close_i - open_i and prices lambda_i,
/// mu_i >= 0, sum of lambda_i <= W:
///
///   D(lambda, mu) = sum_j min over servers i, levels of (c_j + (idle_i + lambda_i + mu_i) * run_j)
///                   - sum_i mu_i * cap_i + W * (earliest opening)      <= cost of every plan
///
/// since W * C >= sum lambda_i * L_i, 0 >= sum mu_i * (L_i - cap_i), and a wake that is paid once
/// costs at least its share L_i / cap_i. Prices climb by projected subgradient steps in doubles;
/// what is proven is computed anew in integers from prices rounded down.
class ServerPrice {
  public:
    explicit ServerPrice(const ProblemView& problem);

    /// One subgradient step; false: steps have become too small to matter.
    bool advance();
    /// Lets advance() go on from the best prices with larger steps again, and more patience.
    void climb_again();
    /// The proven bound at the best prices so far, rounded down.
    [[nodiscard]] std::int64_t bound_nano() const;
    [[nodiscard]] std::int64_t steps() const { return steps_; }

    /// Best prices of a millisecond on each server so far, in nano-money.
    /// Prices that only tasks pay: idle_i + lambda_i + mu_i.
    [[nodiscard]] std::vector<double> total_prices() const;
    [[nodiscard]] const std::vector<double>& makespan_prices() const { return best_lambda_; }
    [[nodiscard]] const std::vector<double>& capacity_prices() const { return best_mu_; }
    /// D at the best prices, as the steps see it: not proven.
    [[nodiscard]] double value_nano() const { return best_value_; }
    /// Looks at one option of one task: what a step costs.
    [[nodiscard]] std::int64_t looks() const { return looks_; }

    /// All that steps change; see BoundState. Of the few options a task keeps, there are none
    /// before they are chosen for the first time.
    template <class Self, class Visitor>
    static void visit_state(Self& self, Visitor& visit) {
        visit(self.lambda_);
        visit(self.mu_);
        visit(self.best_lambda_);
        visit(self.best_mu_);
        visit(self.best_value_);
        visit(self.rise_);
        visit(self.stalled_);
        visit(self.patience_);
        visit(self.steps_);
        visit(self.looks_);
        visit(self.few_per_task_);
        visit(self.few_since_);
        if constexpr (!std::is_const_v<Self>) {
            self.few_.resize(std::size_t{self.problem_.task_count} * self.few_per_task_);
        }
        for (auto& option : self.few_) {
            visit(option.server);
            visit(option.run_ms);
            visit(option.cost_nano);
        }
    }

  private:
    struct Option {
        std::uint32_t server;
        float run_ms;
        double cost_nano;
    };
    struct Point {
        double value = 0;
        std::vector<double> load_ms;  // [server]
    };

    [[nodiscard]] double price(std::uint32_t server) const {
        return running_[server] + lambda_[server] + mu_[server];
    }
    void look_at_all(Point& point);
    void look_at_few(Point& point);
    void choose_few();
    void step_from(const Point& point, double target);

    ProblemView problem_;
    std::vector<double> running_;  // idle power and share of the wake, nano-money a ms
    std::vector<double> cap_ms_;
    double makespan_weight_ = 0;  // nano-money a ms
    double mu_scale_ = 0;
    std::vector<double> lambda_;
    std::vector<double> mu_;
    std::vector<double> best_lambda_;
    std::vector<double> best_mu_;
    double best_value_ = 0;
    double rise_ = 0;  // how far above the best value a step aims
    int stalled_ = 0;
    int patience_ = 8;  // steps without a rise before aiming lower
    std::int64_t steps_ = 0;
    std::int64_t looks_ = 0;
    std::vector<Option> few_;  // [task * few_per_task_]
    std::uint32_t few_per_task_ = 0;
    std::int64_t few_since_ = 0;
};

}  // namespace nightwatt
