#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace nightwatt {

/// Names of nodes in Slurm's short form: "n[01-03,7],gpu1", "r[1-2]n[1-4]". Empty where the text is
/// malformed or names more than a million.
[[nodiscard]] std::vector<std::string> parse_slurm_hosts(std::string_view text);

}  // namespace nightwatt
