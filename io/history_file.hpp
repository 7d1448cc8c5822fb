#pragma once

#include <string>

#include "forecast/history.hpp"
#include "io/hdf5_content.hpp"

namespace nightwatt {

/// Reads a history file (io/README.md). Throws InputError with every problem at once.
[[nodiscard]] History read_history(const std::string& path);

/// Writes an HDF5 file whole or not at all. Throws OutputError.
void write_history(const std::string& path, const History& history);

/// What read_history() expects, and its second half: from a file's content to the struct.
[[nodiscard]] Hdf5Request history_request();
[[nodiscard]] History history_of(Hdf5Content content, const std::string& path);

}  // namespace nightwatt
