#include "io/report/html/assets.hpp"

namespace nightwatt {

std::string_view asset(std::string_view name) {
    for (const EmbeddedFile& file : embedded_files()) {
        if (file.name == name) return {reinterpret_cast<const char*>(file.bytes), file.size};
    }
    return {};
}

}  // namespace nightwatt
