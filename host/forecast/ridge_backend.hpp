#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "forecast/window_moments.hpp"

namespace nightwatt {

/// One series of many that are fitted alike.
struct RidgeSeries {
    std::vector<WindowRun> runs;
};

/// What each of many series is fitted by.
struct RidgeSpec {
    WindowShape shape;
    std::size_t centring = 0;
    double penalty = 0;    ///< added to the diagonal, the intercept's excepted
    bool relative = true;  ///< penalty is a share of NormalEquations::lag_power()
};

/// The linear algebra of the regression: the seam between OpenBLAS + LAPACKE on the CPU and cuBLAS
/// + cuSOLVER on a GPU. Windows are built where they are multiplied; only series go in.
///
/// Backends differ in the order of floating-point sums: coefficients agree to 1e-8 relative to the
/// largest, where penalties are not tiny. One backend gives the same bits for any number of
/// threads.
class RidgeBackend {
  public:
    virtual ~RidgeBackend() = default;
    [[nodiscard]] virtual std::string name() const = 0;

    /// Sums over the windows of all runs.
    [[nodiscard]] virtual WindowMoments gather(std::span<const WindowRun> runs,
                                               const WindowShape& shape) = 0;

    /// For each penalty (absolute) the coefficients [targets][features] of
    /// (matrix + penalty) B = products; empty where the matrix is not positive definite: the
    /// penalty is too small for the data.
    [[nodiscard]] virtual std::vector<std::vector<double>> solve(
        const NormalEquations& equations, std::span<const double> penalties) = 0;

    /// gather() and solve() for every series on its own, many at once. `sink` receives each series'
    /// coefficients, in any order and from several threads; empty ones as from solve().
    virtual void fit_each(
        std::span<const RidgeSeries> series, const RidgeSpec& spec,
        const std::function<void(std::size_t, std::span<const double>)>& sink) = 0;
};

struct RidgeBackendChoice {
    std::string name;
    std::string description;
    int priority;
    std::string (*unavailable)();  ///< why not; empty: it is available
    std::unique_ptr<RidgeBackend> (*create)(int threads);
};
[[nodiscard]] const std::vector<RidgeBackendChoice>& ridge_backends();

/// "auto" takes the best that is available, and `note` says what it passed over; a named one never
/// falls back. Throws DeviceError, or UsageError for an unknown name.
[[nodiscard]] std::unique_ptr<RidgeBackend> create_ridge_backend(const std::string& name,
                                                                 int threads, std::string& note);

[[nodiscard]] std::unique_ptr<RidgeBackend> create_openblas_ridge(int threads);
[[nodiscard]] std::string cuda_ridge_unavailable();
[[nodiscard]] std::unique_ptr<RidgeBackend> create_cuda_ridge(int threads);

}  // namespace nightwatt
