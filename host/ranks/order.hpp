#pragma once

#include <cstdint>

#include "backend/backend.hpp"
#include "ranks/message.hpp"

namespace nightwatt {

/// What the first rank asks of another one: each message begins with one of these, and its
/// arguments follow. Those marked "answered" bring a message back: 1 and the answer, or 0 and what
/// went wrong since the last answer.
enum class Order : std::uint32_t {
    Begin,  ///< make a backend for a problem
    Resize,
    Seed,
    Evaluate,  ///< answered
    Breed,
    Educate,
    Elites,  ///< answered
    SetGuests,
    SetLimits,
    Genes,  ///< answered
    State,  ///< answered
    Restore,
    Describe,     ///< answered; needs no problem
    BeginShare,   ///< take a share of a night (host/shares)
    AddTasks,     ///< some more of its tasks
    PriceShare,   ///< answered: sums for the whole night's bound
    PlanShare,    ///< answered, when its plan is ready
    EndPlanning,  ///< come to an end with the plan
    Dismiss       ///< no more orders
};

void put_plan(MessageWriter& to, const Plan& plan);
[[nodiscard]] Plan get_plan(MessageReader& from);
void put_plans(MessageWriter& to, std::span<const Plan> plans);
[[nodiscard]] std::vector<Plan> get_plans(MessageReader& from);
void put_summary(MessageWriter& to, const GenerationSummary& summary);
[[nodiscard]] GenerationSummary get_summary(MessageReader& from);
void put_state(MessageWriter& to, const PopulationState& state);
[[nodiscard]] PopulationState get_state(MessageReader& from);

}  // namespace nightwatt
