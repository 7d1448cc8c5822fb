#pragma once

#include <string>
#include <vector>

#include "config/import_parameters.hpp"
#include "instance/instance.hpp"

namespace nightwatt {

/// An instance of CSV files (csv_schema.hpp), in any order. tasks.csv and servers.csv are needed;
/// without the others
///
///     runtimes.csv   tasks.csv has a column runtime_s (and power_w): every class that can hold a
///                    task may run it so
///     classes.csv    the classes that servers.csv names, or one
///     series.csv     the sites and series of the configuration, or one site with a flat price
///     sites.csv      the sites that series.csv names, or one; no cooling, no charges
///     instance.csv   horizon and slots as in series.csv, the rest as in the configuration
///
/// Throws UsageError or InputError, each with every problem. The data are not checked further:
/// check() does that.
[[nodiscard]] Instance import_csv(const std::vector<std::string>& paths,
                                  const ImportParameters& parameters);

}  // namespace nightwatt
