#include "io/import/text_file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "config/nearest_file.hpp"
#include "errors.hpp"

namespace nightwatt {

std::string read_bytes(const std::string& path) {
    // A stream opens a folder and reads nothing: it would look like an empty file.
    std::error_code missing;
    if (std::filesystem::is_directory(path, missing))
        throw InputError(fmt::format("{}: is a folder; a file is needed", path));
    std::ifstream stream(path, std::ios::binary);
    if (!stream) throw InputError(fmt::format("{}: {}", path, why_not_opened(path, errno)));
    std::ostringstream content;
    content << stream.rdbuf();
    if (stream.bad() || content.bad()) throw InputError(fmt::format("{}: cannot be read", path));
    std::string text = std::move(content).str();
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    return text;
}

std::string read_text(const std::string& path) {
    std::string text = read_bytes(path);
    std::erase(text, '\r');
    return text;
}

std::string file_name(const std::string& path) {
    return std::filesystem::path(path).filename().string();
}

}  // namespace nightwatt
