#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace nightwatt {

/// A file that the build put into the program.
struct EmbeddedFile {
    std::string_view name;
    const unsigned char* bytes;
    std::size_t size;
};

[[nodiscard]] std::span<const EmbeddedFile> embedded_files();

/// Content of an embedded file; empty where the build had none of that name.
[[nodiscard]] std::string_view asset(std::string_view name);

}  // namespace nightwatt
