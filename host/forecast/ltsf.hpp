#pragma once

#include <vector>

#include "forecast/history.hpp"
#include "forecast/selection.hpp"

namespace nightwatt {

/// The protocol by which long-horizon forecasters are compared on the ETT sets: a month has 30
/// days; 12, 4 and 4 months train, validate and test; every series is standardised by its training
/// part; weights are shared by all series; errors are means over all windows of the test part (each
/// begins a step after the one before, none is dropped), all steps and all series, of standardised
/// values.
struct LtsfResult {
    std::vector<RidgeMember> members;
    double mse = 0;
    double mae = 0;
    double validation_mse = 0;  ///< of the best member
    std::size_t windows = 0;    ///< of one series
};

/// With a grid of one look-back and penalty this is the published "OLS" with `shape.scale`. Throws
/// InputError where the series are not what the protocol needs.
[[nodiscard]] LtsfResult run_ltsf(RidgeBackend& backend, const std::vector<HistorySeries>& series,
                                  const WindowShape& shape, const RidgeGrid& grid, int threads);

}  // namespace nightwatt
