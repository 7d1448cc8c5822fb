#pragma once

#include <string>

namespace nightwatt {

/// Why a file cannot be opened, from errno: "No such file or directory; did you mean
/// night.h5?". The nearest name (nearest_name.hpp) is looked for in the folder that the path names,
/// or, where there is no such folder, beside the first part of the path that does not exist.
[[nodiscard]] std::string why_not_opened(const std::string& path, int error);

}  // namespace nightwatt
