#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace nightwatt {

/// The servers of a trace, as its file says; sites and power come from the configuration.
struct NodeList {
    std::vector<std::string> id;                       ///< unique
    std::vector<std::string> model;                    ///< what a [[class]] names in `models`
    std::vector<std::vector<std::uint32_t>> capacity;  ///< [resource][node], as in TraceTasks

    [[nodiscard]] std::size_t size() const { return id.size(); }
};

}  // namespace nightwatt
