#pragma once

#include <functional>
#include <vector>

#include "lp/linear_programme.hpp"

namespace nightwatt {

enum class LpStatus { Optimal, Stopped, Infeasible };

struct LpSolution {
    LpStatus status = LpStatus::Stopped;
    double objective = 0;
    std::vector<double> value;  ///< [column], where it is optimal
};

/// Throws UsageError, with what to install, where the program was built without a solver.
void require_lp_solver();

/// Solves by COIN Clp's simplex method until `stop` says so.
[[nodiscard]] LpSolution solve(const LinearProgramme& programme, const std::function<bool()>& stop);

}  // namespace nightwatt
