#pragma once

#include <string>

namespace nightwatt {

/// Whole content of a text file, less a UTF-8 byte-order mark. Throws InputError naming the path
/// and the system's reason.
[[nodiscard]] std::string read_bytes(const std::string& path);

/// The same without any CR.
[[nodiscard]] std::string read_text(const std::string& path);

/// "a/b.csv": "b.csv".
[[nodiscard]] std::string file_name(const std::string& path);

}  // namespace nightwatt
