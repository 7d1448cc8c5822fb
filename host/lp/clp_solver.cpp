#include <ClpEventHandler.hpp>
#include <ClpSimplex.hpp>
#include <ClpSolve.hpp>

#include "lp/solver.hpp"

namespace nightwatt {

namespace {

/// Hears of every iteration, and ends the solution when it should stop.
class StopHandler : public ClpEventHandler {
  public:
    explicit StopHandler(const std::function<bool()>& stop) : stop_(&stop) {}
    int event(Event) override { return (*stop_)() ? 0 : -1; }
    [[nodiscard]] ClpEventHandler* clone() const override { return new StopHandler(*this); }

  private:
    const std::function<bool()>* stop_;
};

}  // namespace

void require_lp_solver() {}

LpSolution solve(const LinearProgramme& programme, const std::function<bool()>& stop) {
    ClpSimplex model;
    model.setLogLevel(0);
    const std::vector<double> lower(programme.cost.size(), 0.0);
    model.loadProblem(programme.columns(), programme.rows(), programme.first.data(),
                      programme.row.data(), programme.value.data(), lower.data(),
                      programme.column_upper.data(), programme.cost.data(),
                      programme.row_lower.data(), programme.row_upper.data());
    const StopHandler handler(stop);
    model.passInEventHandler(&handler);
    ClpSolve method;
    method.setSolveType(ClpSolve::useDual);
    method.setPresolveType(ClpSolve::presolveOn);
    model.initialSolve(method);

    LpSolution solution;
    if (model.isProvenPrimalInfeasible()) {
        solution.status = LpStatus::Infeasible;
    } else if (model.isProvenOptimal()) {
        solution.status = LpStatus::Optimal;
        solution.objective = model.objectiveValue();
        const double* const value = model.primalColumnSolution();
        solution.value.assign(value, value + programme.columns());
    }
    return solution;
}

}  // namespace nightwatt
