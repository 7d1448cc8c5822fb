#pragma once

#include <string>

#include "forecast/ltsf.hpp"
#include "io/backtest_file.hpp"

namespace nightwatt {

/// A row a series: errors, skill, coverage of intervals; then why a series has no model. With
/// `steps` a table of the steps of the horizon for each series.
[[nodiscard]] std::string backtest_text(const BacktestRecord& record, bool steps);

/// The same as one JSON object: horizon, coverage and a list `series`, each with its figures and a
/// list `steps`. Ends with a newline.
[[nodiscard]] std::string backtest_json(const BacktestRecord& record);

/// protocol, horizon, mse, mae, validation_mse, windows and members. Ends with a newline.
[[nodiscard]] std::string ltsf_json(const LtsfResult& result, std::size_t horizon);

}  // namespace nightwatt
