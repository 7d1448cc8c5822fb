#include "errors.hpp"
#include "lp/solver.hpp"

namespace nightwatt {

void require_lp_solver() {
    throw UsageError(
        "--algorithm lp: this program was built without COIN Clp; install coinor-libclp-dev and "
        "build again");
}

LpSolution solve(const LinearProgramme&, const std::function<bool()>&) {
    require_lp_solver();
    return {};
}

}  // namespace nightwatt
