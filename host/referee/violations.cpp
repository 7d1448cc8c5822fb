#include "referee/violations.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace nightwatt::referee {

Violations::Group& Violations::group_of(std::string_view kind) {
    const auto found = std::find_if(groups_.begin(), groups_.end(),
                                    [&](const Group& g) { return g.kind == kind; });
    if (found != groups_.end()) return *found;
    groups_.push_back({.kind = std::string(kind), .count = 0, .sentences = {}});
    return groups_.back();
}

std::vector<std::string> Violations::texts() const {
    std::vector<std::string> all;
    for (const Group& group : groups_) {
        for (const std::string& sentence : group.sentences) {
            all.push_back(fmt::format("{}: {}", group.kind, sentence));
        }
        const std::size_t cut = group.count - group.sentences.size();
        if (cut != 0) all.push_back(fmt::format("{}: {} more of this kind.", group.kind, cut));
    }
    return all;
}

std::string moment_text(double ms) {
    return fmt::format("{:.3f} s", ms / 1e3);
}

}  // namespace nightwatt::referee
