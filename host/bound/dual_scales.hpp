#pragma once

#include <vector>

#include "bound/dual_function.hpp"

namespace nightwatt {

/// How large multipliers of a dual function typically are, and violations of what they price; and
/// multipliers to begin with. Each vector is [layout].
///
/// A resource costs what the servers that it fills draw when idle, or a tenth of what tasks draw
/// there, if that is more; where energy is free, a thousandth of what a server full of late tasks
/// owes. It begins with the idle power, shared among resources by what tasks ask for. Free power
/// relieves a site's rate at first by the share of the demand that it meets.
struct DualScales {
    std::vector<double> start;
    std::vector<double> price;
    std::vector<double> violation;

    explicit DualScales(const DualFunction& function);
};

}  // namespace nightwatt
