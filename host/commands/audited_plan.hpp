#pragma once

#include <string>
#include <vector>

#include "io/plan_file.hpp"

namespace nightwatt {

/// A plan file as the referee sees it: `record.account` is the referee's own.
struct AuditedPlan {
    Instance instance;
    PlanRecord record;
    std::vector<std::string> violations;
    std::string allowed_reason;
    /// Empty, or a sentence: the file states another cost than the referee finds, by more than
    /// rounding can explain.
    std::string disagreement;
};

/// Reads both files and has the referee recompute the plan. Throws InputError.
[[nodiscard]] AuditedPlan read_audited_plan(const std::string& instance_path,
                                            const std::string& plan_path);

/// Warns where the file at `plan_path` states another cost than the referee finds, or its plan
/// breaks constraints.
void warn_of_faults(const AuditedPlan& audited, const std::string& plan_path);

}  // namespace nightwatt
