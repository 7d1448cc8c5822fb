#pragma once

#include <string>
#include <vector>

#include "forecast/backtest.hpp"

namespace nightwatt {

/// What a backtest found, and how it was made.
struct BacktestRecord {
    std::size_t horizon = 0;
    double coverage = 0;
    std::string configuration;
    std::vector<SeriesBacktest> series;
};

/// Figures of one step of the horizon, or of all together.
struct StepFigures {
    std::size_t step = 0;  ///< from 1; 0: all
    double mae = 0;
    double rmse = 0;
    double mase = 0;
    double skill_to_seasonal = 0;
    double skill_to_persistence = 0;
    double split_coverage = 0;
    double split_width = 0;
    double adaptive_coverage = 0;
    double adaptive_width = 0;
};
/// All together first, then step by step.
[[nodiscard]] std::vector<StepFigures> step_figures(const SeriesBacktest& series);

/// Writes an HDF5 file whole or not at all (io/README.md). Throws OutputError.
void write_backtest(const std::string& path, const BacktestRecord& record);

}  // namespace nightwatt
