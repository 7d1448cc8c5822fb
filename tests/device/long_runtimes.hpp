#pragma once

#include "instance/instance.hpp"

namespace nightwatt {

/// The same with all times so much longer: loads that 32 bits do not hold.
inline Instance longer(Instance instance, double factor) {
    instance.slot_s *= factor;
    instance.horizon_s *= factor;
    for (double& runtime_s : instance.runtimes.runtime_s) runtime_s *= factor;
    return instance;
}

}  // namespace nightwatt
