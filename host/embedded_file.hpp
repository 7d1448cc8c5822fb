#pragma once

#include <cstddef>
#include <string_view>

namespace nightwatt {

/// A file that the build put into the program (cmake/embed_files.cmake).
struct EmbeddedFile {
    std::string_view name;
    const unsigned char* bytes;
    std::size_t size;

    [[nodiscard]] std::string_view text() const {
        return {reinterpret_cast<const char*>(bytes), size};
    }
};

}  // namespace nightwatt
