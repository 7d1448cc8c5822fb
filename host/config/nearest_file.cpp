#include "config/nearest_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <vector>

#include "config/nearest_name.hpp"
#include "instance/in_quotes.hpp"

namespace nightwatt {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_entries = 2000;  ///< of a folder; looking is only a courtesy

/// Visible names in a folder, in alphabetic order; folders only, where a folder is missing.
std::vector<std::string> names_in(const fs::path& folder, bool folders) {
    std::vector<std::string> names;
    std::error_code error;
    fs::directory_iterator entry(folder, error);
    for (; !error && entry != fs::directory_iterator() && names.size() < most_entries;
         entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        std::error_code unknown;
        if (!name.starts_with('.') && entry->is_directory(unknown) == folders) {
            names.push_back(name);
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

/// A file of another ending, or else the nearest name: "night" and "night.json" mean night.h5.
std::string nearest_entry(const fs::path& missing, const std::vector<std::string>& names) {
    const std::string name = missing.filename().string();
    const std::string nearest = nearest_whole_name(name, names);
    if (!nearest.empty()) return nearest;
    for (const std::string& other : names) {
        if (fs::path(other).stem() == missing.stem()) return other;
    }
    return {};
}

/// What a person most likely meant by a path that does not exist; empty where nothing is close.
fs::path nearest_path(const fs::path& path) {
    fs::path missing = path;
    fs::path below;
    std::error_code error;
    while (missing.has_parent_path() && missing.has_relative_path() &&
           !fs::exists(missing.parent_path(), error)) {
        below = below.empty() ? missing.filename() : missing.filename() / below;
        missing = missing.parent_path();
    }
    const fs::path folder = missing.has_parent_path() ? missing.parent_path() : fs::path(".");
    const std::string name = nearest_entry(missing, names_in(folder, !below.empty()));
    if (name.empty()) return {};
    const fs::path found =
        missing.has_parent_path() ? missing.parent_path() / name : fs::path(name);
    if (below.empty()) return found;
    return fs::exists(found / below, error) ? found / below : found / "";
}

}  // namespace

std::string why_not_opened(const std::string& path, int error) {
    std::string reason = std::strerror(error);
    if (error != ENOENT || path.empty()) return reason;
    const std::string nearest = nearest_path(path).string();
    return nearest.empty() ? reason : reason + "; did you mean " + printable(nearest, 4096) + "?";
}

}  // namespace nightwatt
