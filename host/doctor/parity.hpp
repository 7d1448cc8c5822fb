#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "backend/backend.hpp"

namespace nightwatt {

/// What one backend left behind in one drill (backend/drill.hpp).
struct DrillTrace {
    std::string backend;
    std::uint64_t hash = 0;  ///< of all generations and the last plan
    double seconds = 0;
    std::string failure;  ///< why there is no hash; empty: there is
};

/// A drill on a built-in instance, on all backends of a list; the CPU's comes first.
struct ParityRow {
    std::string name;
    std::vector<DrillTrace> traces;

    /// A backend that fails equals none.
    [[nodiscard]] bool equal() const {
        for (const DrillTrace& trace : traces) {
            if (!trace.failure.empty() || trace.hash != traces.front().hash) return false;
        }
        return true;
    }
};

/// Runs the drills: genetic islands, swarms and both, the full model with and without coupling
/// terms, and loads alone; `full` adds larger instances. What fails is recorded, and the others go
/// on.
[[nodiscard]] std::vector<ParityRow> check_parity(bool full, std::uint32_t threads,
                                                  const std::vector<BackendChoice>& choices);

}  // namespace nightwatt
