#pragma once

#include <set>
#include <string>

#include "config/import_parameters.hpp"

namespace nightwatt {

/// What the CSV files of an import say themselves.
struct CsvSaid {
    bool series = false;               ///< series.csv: slots and sites
    std::set<std::string> attributes;  ///< keys in instance.csv
};

/// Names the settings of an import of CSV files that are not at their defaults and yet change
/// nothing, as the files say it or a trace alone needs it; empty: none.
[[nodiscard]] std::string csv_settings_note(ImportParameters parameters, const CsvSaid& said);

}  // namespace nightwatt
