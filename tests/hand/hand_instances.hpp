#pragma once

#include <string>
#include <vector>

#include "instance/account.hpp"
#include "instance/instance.hpp"
#include "instance/plan.hpp"

namespace nightwatt::hand {

/// An instance small enough to be priced with pencil and paper, a plan whose starts are the
/// earliest its sequences and holds allow and whose sleeps are the cheaper choice, and the account
/// as computed by hand: the sum stands in a comment over each.
struct HandCase {
    std::string name;
    Instance instance;
    Plan plan;
    Totals expected;
    std::string broken = "";  ///< name of the one constraint that the plan breaks; empty: none
};

/// Tasks, idling, sleeping and waking at the site's rate.
[[nodiscard]] std::vector<HandCase> server_cases();
/// Rate, PUE, renewable power, caps, peak, heat.
[[nodiscard]] std::vector<HandCase> site_cases();
/// What batteries keep, give and lose.
[[nodiscard]] std::vector<HandCase> battery_cases();
/// Tardiness, levels, resources, holds, windows, pins, transfers, makespan.
[[nodiscard]] std::vector<HandCase> task_cases();
/// All of them.
[[nodiscard]] std::vector<HandCase> hand_cases();

}  // namespace nightwatt::hand
