#pragma once

#include <cstdint>
#include <vector>

#include "battery/battery.hpp"
#include "instance/instance.hpp"
#include "instance/published_plan.hpp"
#include "kernels/change.hpp"
#include "kernels/problem_view.hpp"
#include "problem/rounding.hpp"

namespace nightwatt {

/// The planner's problem: an instance rounded once to integers, with the proof that no sum of them
/// can overflow. Owns the arrays that ProblemView shows; does not keep the instance.
class Problem {
  public:
    /// Throws InputError where a value does not fit or the worst-case sums might overflow. The
    /// instance must have passed check(), and `published` is a plan of it or empty.
    explicit Problem(const Instance& instance, const PublishedPlan& published = {});

    [[nodiscard]] ProblemView view() const;
    /// The same with batteries at rest, whatever the dispatch in force.
    [[nodiscard]] ProblemView view_at_rest() const;
    [[nodiscard]] const std::vector<RoundingError>& rounding() const { return rounding_; }
    /// Most money any plan can cost or earn, in nano-money; below 2^62 by the proof.
    [[nodiscard]] double worst_cost_nano() const { return worst_cost_nano_; }

    [[nodiscard]] std::uint32_t tasks() const { return static_cast<std::uint32_t>(tasks_.size()); }
    [[nodiscard]] std::uint32_t servers() const {
        return static_cast<std::uint32_t>(servers_.size());
    }
    /// [server]: the same for servers that look the same to every task, which are those of one
    /// class, capacity, site and window; numbered in order of the first of each.
    [[nodiscard]] const std::vector<std::uint32_t>& group_of() const { return group_of_; }
    /// [site]; empty: no site has one.
    [[nodiscard]] const std::vector<Battery>& batteries() const { return batteries_; }
    /// PUE by site and slot; empty without batteries.
    [[nodiscard]] const std::vector<double>& pue() const { return pue_; }

    /// What batteries do in the view: mW by site and slot (Plan::battery_mw); empty without
    /// batteries, and at rest until set_dispatch() is called.
    [[nodiscard]] const std::vector<std::int64_t>& dispatch_mw() const { return dispatch_mw_; }
    /// Must keep the batteries' limits (keeps_limits()). Backends hear of it by set_limits().
    void set_dispatch(const std::vector<std::int64_t>& power_mw);
    /// Limits of the sites' own energy under a dispatch: what a battery gives or takes moves them.
    void limits_under(const std::vector<std::int64_t>& power_mw,
                      std::vector<SlotLimits>& limits) const;
    /// Whether powers and levels stay within what the batteries can do.
    [[nodiscard]] bool keeps_limits(const std::vector<std::int64_t>& power_mw) const;
    /// The cheapest dispatch for IT energies by site and slot.
    [[nodiscard]] std::vector<std::int64_t> cheapest_dispatch_mw(
        const std::vector<std::int64_t>& energy_uj) const;

    /// Bytes of all arrays but group_of().
    [[nodiscard]] std::size_t bytes() const;

  private:
    friend class ProblemBuilder;

    std::vector<TaskFacts> tasks_;
    std::vector<ModeOption> options_;
    std::vector<ServerFacts> servers_;
    std::vector<TariffSlot> tariff_;
    std::vector<SlotLimits> limits_;
    std::vector<SlotLimits> limits_at_rest_;  // empty without batteries
    std::vector<Battery> batteries_;
    std::vector<double> pue_;
    std::vector<std::int64_t> dispatch_mw_;
    std::vector<std::int64_t> ready_ms_;
    std::vector<std::int64_t> transfer_nano_;
    std::vector<std::int64_t> pin_start_ms_;
    std::vector<std::int32_t> pin_level_;
    std::vector<PublishedTask> published_;
    std::vector<std::uint32_t> profile_;
    std::vector<std::uint32_t> profile_first_;
    std::vector<std::uint32_t> profile_servers_;
    std::vector<std::uint32_t> group_of_;
    ProblemView scalars_{};  // its pointers are filled in by view()
    std::vector<RoundingError> rounding_;
    double worst_cost_nano_ = 0;
};

}  // namespace nightwatt
