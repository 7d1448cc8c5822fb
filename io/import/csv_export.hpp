#pragma once

#include <string>
#include <vector>

#include "instance/instance.hpp"

namespace nightwatt {

struct CsvText {
    std::string file;  ///< "tasks.csv"
    std::string text;
};

/// An instance as CSV files, all of them, also for empty tables; reading them back gives the same
/// instance, bit for bit (csv_import.hpp). The instance must be sound (check()): ids are unique.
[[nodiscard]] std::vector<CsvText> export_csv(const Instance& instance);

}  // namespace nightwatt
