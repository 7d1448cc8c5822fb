#include "io/file_stamp.hpp"

#include <sys/stat.h>

namespace nightwatt {

std::optional<FileStamp> stamp_of(const std::string& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) return std::nullopt;
    return FileStamp{status.st_dev, status.st_ino, status.st_mtim.tv_sec, status.st_mtim.tv_nsec,
                     status.st_size};
}

}  // namespace nightwatt
