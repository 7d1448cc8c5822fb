#pragma once

#include <string>
#include <vector>

#include "instance/account.hpp"
#include "instance/instance.hpp"
#include "instance/plan.hpp"
#include "instance/published_plan.hpp"

namespace nightwatt {

/// What the referee found.
struct Audit {
    Account account;
    std::vector<std::string> violations;  ///< constraints that the plan breaks, each by name
    double allowed_difference =
        0;                       ///< largest |cost - exact cost| that rounding can explain, money
    std::string allowed_reason;  ///< where it comes from, for the report
};

/// Whether the instance's series are those that the plan was made for. Others may turn out so that
/// a battery gives power at a negative rate: no plan does that knowingly, but it can.
enum class SeriesKind { Planned, Happened };

/// Recomputes a plan from the physical input in double precision, by code that shares nothing with
/// kernels/ (the build gives it no access to them): every constraint is checked, every cost item
/// summed slot by slot. Tasks moved from the `published` plan pay for it. Throws InputError where
/// plan and instance do not fit together (row counts, indices).
[[nodiscard]] Audit audit(const Instance& instance, const Plan& plan,
                          const PublishedPlan& published = {},
                          SeriesKind series = SeriesKind::Planned);

}  // namespace nightwatt
