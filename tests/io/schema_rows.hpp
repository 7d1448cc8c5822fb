#pragma once

#include <map>
#include <string>
#include <vector>

namespace nightwatt {

/// The schema as io/README.md must show it: for each heading ("Instance: `/tasks`") the rows of the
/// Markdown table under it.
[[nodiscard]] std::map<std::string, std::vector<std::string>> schema_rows();

}  // namespace nightwatt
