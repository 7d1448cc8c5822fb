#include "instance/check_problems.hpp"

#include <algorithm>

namespace nightwatt {

CheckProblems::Kind& CheckProblems::find(std::string_view name) {
    const auto found = std::find_if(kinds_.begin(), kinds_.end(),
                                    [&](const Kind& kind) { return kind.name == name; });
    if (found != kinds_.end()) return *found;
    return kinds_.emplace_back(Kind{std::string(name), 0, {}});
}

bool CheckProblems::none_of(std::initializer_list<std::string_view> kinds) const {
    return std::none_of(kinds_.begin(), kinds_.end(), [&](const Kind& found) {
        return std::any_of(kinds.begin(), kinds.end(),
                           [&](std::string_view kind) { return found.name.starts_with(kind); });
    });
}

std::vector<std::string> CheckProblems::messages() const {
    std::vector<std::string> all;
    for (const Kind& kind : kinds_) {
        all.insert(all.end(), kind.messages.begin(), kind.messages.end());
        if (kind.count > spelled_out) {
            all.push_back(
                fmt::format("... and {} more like this ({})", kind.count - spelled_out, kind.name));
        }
    }
    return all;
}

}  // namespace nightwatt
