#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace nightwatt {

/// JSON as all commands write it: indented, ended by a newline. Ids come from files: bytes that are
/// no UTF-8 are replaced.
[[nodiscard]] inline std::string json_text(const nlohmann::ordered_json& json) {
    constexpr int indent = 2;
    return json.dump(indent, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
}

}  // namespace nightwatt
