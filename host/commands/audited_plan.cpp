#include "commands/audited_plan.hpp"

#include <fmt/format.h>

#include <cmath>

#include "instance/content_hash.hpp"
#include "io/instance_file.hpp"
#include "log.hpp"
#include "referee/referee.hpp"

namespace nightwatt {

AuditedPlan read_audited_plan(const std::string& instance_path, const std::string& plan_path) {
    AuditedPlan result;
    result.instance = read_instance(instance_path);
    result.record = read_plan(plan_path, result.instance);
    Audit found = audit(result.instance, result.record.plan, result.record.published);
    const double stated = result.record.account.totals.cost;
    const double cost = found.account.totals.cost;
    // Written so that a stated NaN disagrees.
    if (!(std::abs(stated - cost) <= found.allowed_difference)) {
        result.disagreement = fmt::format(
            "{}: states a cost of {:.9g} {}, but the plan costs {:.9g}; rounding explains at most "
            "{:.3g}",
            plan_path, stated, result.instance.currency, cost, found.allowed_difference);
    }
    const std::string hash = hash_text(plan_hash(result.record.plan));
    if (result.disagreement.empty() && result.record.stated_plan_hash != hash) {
        result.disagreement =
            fmt::format("{}: states the plan hash '{}', but its tasks give {}: they were changed",
                        plan_path, result.record.stated_plan_hash, hash);
    }
    result.record.account = std::move(found.account);
    result.record.allowed_difference = found.allowed_difference;
    result.violations = std::move(found.violations);
    result.allowed_reason = std::move(found.allowed_reason);
    return result;
}

void warn_of_faults(const AuditedPlan& audited, const std::string& plan_path) {
    if (!audited.disagreement.empty()) log_warning(audited.disagreement);
    if (audited.violations.empty()) return;
    log_warning(fmt::format(
        "{}: the plan breaks constraints, so its costs cannot be had; see nightwatt evaluate",
        plan_path));
}

}  // namespace nightwatt
