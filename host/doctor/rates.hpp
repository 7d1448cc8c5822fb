#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace nightwatt {

/// How fast a backend is on one generated night, its sequences sorted anew for every evaluation.
struct BackendRates {
    std::string backend;
    std::string instance;
    std::uint32_t plans = 0;
    double evaluations = 0;      ///< task-evaluations a second
    double moves = 0;            ///< moves tried a second by the local search
    double generations = 0;      ///< a second: breeding, local search and evaluation
    double copy_bytes = 0;       ///< a second, read and written
    double bandwidth_share = 0;  ///< of evaluations: bytes moved by copy_bytes
};

/// Bytes that evaluating a task of a plan moves (kernels/README.md, "Bytes").
inline constexpr double evaluation_bytes_per_task = 249;

/// Measures every available backend for about `seconds` each.
[[nodiscard]] std::vector<BackendRates> measure_rates(bool full, std::uint32_t threads,
                                                      double seconds);

}  // namespace nightwatt
