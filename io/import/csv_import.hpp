#pragma once

#include <string>
#include <vector>

#include "config/import_parameters.hpp"
#include "instance/instance.hpp"

namespace nightwatt {

/// A sound instance of CSV files (csv_schema.hpp), in any order. tasks.csv and servers.csv are
/// needed; without the others
///
///     runtimes.csv   tasks.csv has a column runtime_s (and power_w): every class that can hold a
///                    task may run it so
///     classes.csv    the classes that servers.csv names, or one
///     series.csv     the sites and series of the configuration, or one site with a flat price
///     sites.csv      the sites that series.csv names, or one; no cooling, no charges
///     instance.csv   horizon and slots as in series.csv, the rest as in the configuration
///
/// Rows may stand in any order. Throws UsageError or InputError, each with every problem; what
/// check() finds is said by file and line.
[[nodiscard]] Instance import_csv(const std::vector<std::string>& paths,
                                  const ImportParameters& parameters);

}  // namespace nightwatt
