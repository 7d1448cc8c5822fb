#include <fmt/format.h>

#include <algorithm>

#include "io/report/plan_text.hpp"
#include "io/report/text_table.hpp"

namespace nightwatt {

std::string violations_text(const std::vector<std::string>& violations) {
    if (violations.empty()) return "";
    constexpr std::size_t most = 20;
    std::string text = "The plan breaks limits of the instance, so its costs cannot be had\n";
    for (std::size_t i = 0; i != std::min(most, violations.size()); ++i) {
        text += wrapped_text(violations[i]);
    }
    if (violations.size() > most) {
        text +=
            fmt::format("  {} more; nightwatt evaluate names them.\n", violations.size() - most);
    }
    return text;
}

}  // namespace nightwatt
