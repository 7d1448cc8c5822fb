#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace nightwatt {

/// Which file stands at a path, and since when. A file that is written whole (write_whole_file())
/// has another stamp each time, on network file systems as well, where locks may be missing.
struct FileStamp {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    std::int64_t changed_s = 0;  ///< Unix time
    std::int64_t changed_ns = 0;
    std::int64_t bytes = 0;
    bool operator==(const FileStamp&) const = default;
};

/// Links are followed; nothing where there is no file or it cannot be looked at.
[[nodiscard]] std::optional<FileStamp> stamp_of(const std::string& path);

}  // namespace nightwatt
