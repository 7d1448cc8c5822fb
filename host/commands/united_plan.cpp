#include "commands/united_plan.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "commands/interruption.hpp"
#include "errors.hpp"
#include "problem/problem.hpp"
#include "referee/together.hpp"

namespace nightwatt {

namespace {

/// What the batteries do at least cost for what all shares draw. (The shares' own dispatches do not
/// add up: what one part of a battery gives to another saves the losses and may fill it beyond its
/// capacity.)
std::vector<std::int64_t> dispatch_of(const Instance& frame,
                                      const std::vector<const Account*>& shares) {
    const Problem problem(frame);
    if (problem.batteries().empty()) return {};
    std::vector<std::int64_t> energy_uj(frame.series.size(), 0);
    for (const Account* const share : shares) {
        for (std::size_t row = 0; row < energy_uj.size(); ++row) {
            energy_uj[row] += std::llround(share->slot_energy[row].total_j() * 1e6);
        }
    }
    return problem.cheapest_dispatch_mw(energy_uj);
}

}  // namespace

UnitedPlan::UnitedPlan(const Instance& frame, const std::vector<std::uint32_t>& task_share,
                       std::size_t shares)
    : frame_(frame), task_share_(task_share), shares_(shares) {
    record_.plan.resize(task_share.size());
    record_.account.tasks.resize(task_share.size());
}

void UnitedPlan::add(std::uint32_t share, PlanRecord record) {
    Plan& plan = record_.plan;
    const Plan& from = record.plan;
    std::size_t row = 0;
    for (std::size_t j = 0; j < task_share_.size(); ++j) {
        if (task_share_[j] != share) continue;
        plan.server[j] = from.server[row];
        plan.position[j] = from.position[row];
        plan.level[j] = from.level[row];
        plan.hold_ms[j] = from.hold_ms[row];
        plan.start_ms[j] = from.start_ms[row];
        plan.end_ms[j] = from.end_ms[row];
        record_.account.tasks[j] = record.account.tasks[row];
        ++row;
    }
    plan.sleeps.insert(plan.sleeps.end(), from.sleeps.begin(), from.sleeps.end());
    record.plan = {};
    record.account.tasks = {};
    shares_.at(share) = std::move(record);
}

/// A share may have had nothing to search, which is not what ended the run.
void UnitedPlan::settle_provenance() {
    PlanProvenance& whole = record_.provenance;
    whole.backend = shares_.front().provenance.backend;
    whole.stopped_by = shares_.front().provenance.stopped_by;
    for (const PlanRecord& share : shares_) {
        const PlanProvenance& own = share.provenance;
        const bool first_to_search = whole.generations == 0 && own.generations > 0;
        if (first_to_search) whole.backend = own.backend;
        if (is_interruption(own.stopped_by) ||
            (first_to_search && !is_interruption(whole.stopped_by))) {
            whole.stopped_by = own.stopped_by;
        }
        whole.generations = std::max(whole.generations, own.generations);
        whole.evaluations += own.evaluations;
        whole.price_rounds = std::max(whole.price_rounds, own.price_rounds);
        record_.allowed_difference += share.allowed_difference;
    }
}

/// A share that ended sooner stands where it ended.
void UnitedPlan::settle_generations() {
    std::vector<GenerationRecord>& whole = record_.generations;
    for (const PlanRecord& share : shares_) {
        whole.resize(std::max(whole.size(), share.generations.size()));
    }
    for (const PlanRecord& share : shares_) {
        const std::vector<GenerationRecord>& own = share.generations;
        for (std::size_t g = 0; g < whole.size(); ++g) {
            whole[g].generation = static_cast<std::int64_t>(g);
            if (own.empty()) {  // it searched nothing
                whole[g].best_cost += share.account.totals.cost;
                continue;
            }
            const GenerationRecord& row = own[std::min(g, own.size() - 1)];
            whole[g].population_hash += row.population_hash;
            whole[g].best_cost += row.best_cost;
            whole[g].seconds = std::max(whole[g].seconds, row.seconds);
            whole[g].threshold_nano = std::max(whole[g].threshold_nano, row.threshold_nano);
        }
    }
}

/// Each rule has planned every share alone, too; where all tasks are pinned there is one plan only,
/// and none of a rule.
void UnitedPlan::settle_baselines() {
    for (const PlanRecord& share : shares_) {
        if (record_.baselines.empty()) record_.baselines = share.baselines;
    }
    for (std::size_t b = 0; b < record_.baselines.size(); ++b) {
        BaselineRecord& whole = record_.baselines[b];
        std::vector<Account> accounts;
        for (const PlanRecord& share : shares_) {
            if (share.baselines.empty()) {
                accounts.push_back({share.account.totals, share.account.slot_energy, {}, {}});
                continue;
            }
            if (b >= share.baselines.size()) {
                whole.note = "only shares that were stopped early have it";
                continue;
            }
            const BaselineRecord& of_share = share.baselines[b];
            if (whole.note.empty()) whole.note = of_share.note;
            whole.feasible = whole.feasible && of_share.feasible;
            accounts.push_back({of_share.totals, of_share.slot_energy, {}, {}});
        }
        if (!whole.note.empty()) continue;
        std::vector<const Account*> shown;
        for (const Account& account : accounts) shown.push_back(&account);
        const Audit found = audit_together(frame_, shown, dispatch_of(frame_, shown));
        whole.totals = found.account.totals;
        whole.feasible = whole.feasible && found.violations.empty();
    }
}

PlanRecord UnitedPlan::finish() {
    std::sort(record_.plan.sleeps.begin(), record_.plan.sleeps.end(),
              [](const Sleep& a, const Sleep& b) {
                  return std::pair(a.server, a.start_ms) < std::pair(b.server, b.start_ms);
              });
    std::vector<const Account*> shown;
    for (const PlanRecord& share : shares_) shown.push_back(&share.account);
    record_.plan.battery_mw = dispatch_of(frame_, shown);
    Audit found = audit_together(frame_, shown, record_.plan.battery_mw);
    if (!found.violations.empty()) {
        found.violations.insert(found.violations.begin(),
                                "the plans of the shares break this together:");
        throw InfeasibleError(std::move(found.violations));
    }
    record_.account.totals = found.account.totals;
    record_.account.site_slots = std::move(found.account.site_slots);
    settle_provenance();
    settle_generations();
    settle_baselines();
    return std::move(record_);
}

}  // namespace nightwatt
