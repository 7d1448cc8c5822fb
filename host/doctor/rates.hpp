#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "backend/drill.hpp"
#include "instance/instance.hpp"

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
    std::string failure;         ///< why there are no rates; empty: there are
};

/// Bytes that evaluating a task of a plan moves in the full model (counted in kernels/README.md,
/// "On a GPU").
inline constexpr double evaluation_bytes_per_task = 249;

/// What backends are timed on: a generated night without coupling terms.
[[nodiscard]] Instance rate_night(std::int64_t tasks, std::int64_t servers);
/// The search that they are timed in. A GPU needs many plans to be busy, as far as half of its
/// memory holds them; a CPU is as fast with few.
[[nodiscard]] Drill rate_drill(const BackendChoice& choice, const Problem& problem,
                               std::int64_t most_plans = 16'384);
/// Begins it with mutations of a plan that a rule has spread over the servers, as searches do: with
/// all tasks in one place a move costs far more.
void begin_rates(Backend& backend, const Problem& problem, const Drill& drill);
/// Moves that one generation of it tries.
[[nodiscard]] double moves_tried(const Drill& drill, std::int64_t tasks);

/// Measures every backend of a list for about `seconds` each. What fails is recorded, and the
/// others go on.
[[nodiscard]] std::vector<BackendRates> measure_rates(bool full, std::uint32_t threads,
                                                      double seconds,
                                                      const std::vector<BackendChoice>& choices);

}  // namespace nightwatt
