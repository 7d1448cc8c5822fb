#pragma once

namespace nightwatt::referee {

/// The planner's units (the exact integers of the design), as physical quantities. README.md says
/// how the bound is made of them.

/// Every amount of money is a whole number of 1e-9.
inline constexpr double money_step = 1e-9;
/// A price per energy is a multiple of 2^-40 of 1e-9 money per uJ; here in money per J.
inline constexpr double rate_step = 0x1p-40 * 1e-9 / 1e-6;
/// A price per time is a multiple of 2^-24 of 1e-9 money per ms; here in money per ms.
inline constexpr double weight_step = 0x1p-24 * 1e-9;
/// Limits of a slot (renewable, caps, heat) are whole uJ of IT energy.
inline constexpr double limit_step_j = 1e-6;
/// Relative error of a chain of operations in double precision: 64 half units in the last place.
inline constexpr double double_steps = 64 * 0x1p-53;

}  // namespace nightwatt::referee
