#pragma once

#include "hand/hand_instances.hpp"
#include "instance/content_hash.hpp"
#include "io/plan_file.hpp"
#include "referee/referee.hpp"

namespace nightwatt {

/// A case with every kind of cost that a task can have.
inline hand::HandCase everything() {
    return hand::task_cases().back();
}

/// What a plan file would hold of a hand-computed case.
inline PlanRecord record_of(const hand::HandCase& one) {
    PlanRecord record;
    record.plan = one.plan;
    const Audit found = audit(one.instance, one.plan);
    record.account = found.account;
    record.allowed_difference = found.allowed_difference;
    record.provenance = {.made_by = "plan",
                         .configuration = "",
                         .backend = "cpu",
                         .seed = 17,
                         .generations = 20,
                         .evaluations = 2000,
                         .seconds = 1.5,
                         .instance_hash = content_hash(one.instance),
                         .warm_start_hash = "",
                         .stopped_by = "generations"};
    return record;
}

}  // namespace nightwatt
