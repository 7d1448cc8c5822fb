#include "io/report/html/assets.hpp"

namespace nightwatt {

std::string_view asset(std::string_view name) {
    for (const EmbeddedFile& file : page_files()) {
        if (file.name == name) return file.text();
    }
    return {};
}

}  // namespace nightwatt
