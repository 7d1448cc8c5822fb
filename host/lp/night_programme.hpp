#pragma once

#include <cstdint>
#include <vector>

#include "lp/linear_programme.hpp"
#include "lp/places.hpp"

namespace nightwatt {

/// A plan as a linear programme: README.md has the formulas. Its first columns are the choices.
struct NightProgramme {
    LinearProgramme programme;
    double penalty = 0;  ///< money for a server-hour more than there is
    int first_surplus = 0;
    std::vector<double> surplus_h;  ///< of each surplus column: server-hours by unit
};

/// `penalty` 0: more than a task's server-hour can be worth to itself.
[[nodiscard]] NightProgramme night_programme(const Problem& problem, const LpPlaces& places,
                                             const std::vector<LpChoice>& choices, double penalty);

}  // namespace nightwatt
