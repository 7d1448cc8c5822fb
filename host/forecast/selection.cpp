#include "forecast/selection.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace nightwatt {

namespace {

WindowShape with_lookback(WindowShape shape, std::size_t lookback) {
    shape.lags = lookback;
    return shape;
}

std::vector<WindowRun> runs_of(const std::vector<RidgeData>& data, const WindowShape& shape,
                               bool validation) {
    std::vector<WindowRun> all;
    for (const RidgeData& series : data) {
        Span span = series.train;
        if (validation) {
            span = series.validation;
            span.begin -= std::min(span.begin, shape.lags);
        }
        for (WindowRun& run : complete_runs(*series.values, *series.known, span, shape)) {
            all.push_back(std::move(run));
        }
    }
    return all;
}

/// Steps of trailing means, each once.
std::vector<std::size_t> centrings_of(const RidgeGrid& grid, std::size_t lookback) {
    std::set<std::size_t> steps;
    for (const std::size_t centring : grid.centrings) {
        if (centring <= lookback) steps.insert(centring == 0 ? lookback : centring);
    }
    // Asked for more than it looks back at: the mean of all that it sees.
    if (steps.empty()) steps.insert(lookback);
    return {steps.begin(), steps.end()};
}

std::vector<double> absolute(const std::vector<double>& penalties,
                             const NormalEquations& equations) {
    std::vector<double> all;
    for (const double penalty : penalties) all.push_back(penalty * equations.lag_power());
    return all;
}

/// Appends the best member of each centring of one look-back.
void try_lookback(RidgeBackend& backend, const std::vector<RidgeData>& data,
                  const WindowShape& shape, const RidgeGrid& grid,
                  std::vector<RidgeMember>& members) {
    // Fewer windows than unknowns would be fitted exactly, noise and all.
    const std::vector<WindowRun> train = runs_of(data, shape, false);
    const std::vector<WindowRun> validation = runs_of(data, shape, true);
    if (window_count(train) < shape.features() || validation.empty()) return;
    const WindowMoments seen = backend.gather(train, shape);
    const WindowMoments unseen = backend.gather(validation, shape);
    for (const std::size_t centring : centrings_of(grid, shape.lags)) {
        const NormalEquations equations = normal_equations(seen, centring);
        const NormalEquations test = normal_equations(unseen, centring);
        const auto solutions = backend.solve(equations, absolute(grid.penalties, equations));
        RidgeMember best{shape.lags, centring, 0, -1};
        for (std::size_t i = 0; i < solutions.size(); ++i) {
            if (solutions[i].empty()) continue;
            const double mse = squared_error(test, solutions[i]) /
                               (test.windows * static_cast<double>(shape.horizon));
            if (best.validation_mse >= 0 && mse >= best.validation_mse) continue;
            best.penalty = grid.penalties[i];
            best.validation_mse = mse;
        }
        if (best.validation_mse >= 0) members.push_back(best);
    }
}

}  // namespace

std::vector<RidgeMember> choose_members(RidgeBackend& backend, const std::vector<RidgeData>& data,
                                        const WindowShape& shape, const RidgeGrid& grid) {
    std::vector<RidgeMember> members;
    for (const std::size_t lookback : grid.lookbacks) {
        try_lookback(backend, data, with_lookback(shape, lookback), grid, members);
    }
    std::sort(members.begin(), members.end(), [](const RidgeMember& a, const RidgeMember& b) {
        return std::tie(a.validation_mse, a.lookback, a.centring) <
               std::tie(b.validation_mse, b.lookback, b.centring);
    });
    if (grid.average > 0 && members.size() > grid.average) members.resize(grid.average);
    return members;
}

LinearMap fit_members(RidgeBackend& backend, const std::vector<RidgeData>& data,
                      const WindowShape& shape, const std::vector<RidgeMember>& members) {
    std::vector<LinearMap> maps;
    std::set<std::size_t> lookbacks;
    for (const RidgeMember& member : members) lookbacks.insert(member.lookback);
    for (const std::size_t lookback : lookbacks) {
        const WindowShape exact = with_lookback(shape, lookback);
        const std::vector<WindowRun> runs = runs_of(data, exact, false);
        if (runs.empty()) continue;
        const WindowMoments moments = backend.gather(runs, exact);
        for (const RidgeMember& member : members) {
            if (member.lookback != lookback) continue;
            const NormalEquations equations = normal_equations(moments, member.centring);
            const auto solution =
                backend.solve(equations, absolute({member.penalty}, equations)).front();
            if (!solution.empty()) maps.push_back(linear_map(exact, member.centring, solution));
        }
    }
    return maps.empty() ? LinearMap{shape, {}} : average(maps);
}

}  // namespace nightwatt
