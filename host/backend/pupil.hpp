#pragma once

#include "kernels/population.hpp"

namespace nightwatt {

/// A plan to improve.
struct Pupil {
    std::uint32_t plan_id;  ///< part of the address of its random numbers
    PlanView plan;
};

}  // namespace nightwatt
