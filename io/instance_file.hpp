#pragma once

#include <string>

#include "instance/instance.hpp"

namespace nightwatt {

/// Reads an instance file (io/README.md). Throws InputError with every problem at once: structure
/// (missing dataset, wrong type or shape, newer major version, corrupted file) and, unless
/// `checked` is false, the data themselves (check()).
[[nodiscard]] Instance read_instance(const std::string& path, bool checked = true);

/// Writes to a temporary file beside `path`, syncs it and renames it. Throws OutputError.
void write_instance(const std::string& path, const Instance& instance);

}  // namespace nightwatt
