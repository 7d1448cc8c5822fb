#pragma once

#include <string>
#include <string_view>

namespace nightwatt {

/// A text as one word of a bash script, whatever it holds: 'quoted', or $'quoted' where it has
/// control characters, since Slurm refuses scripts with carriage returns and people cannot read
/// them.
[[nodiscard]] std::string shell_word(std::string_view text);

/// Whether a text is a plain name as Slurm has them for nodes, partitions, accounts and the like:
/// letters, digits, '_', '-' and '.', not beginning with '-' or '.'.
[[nodiscard]] bool is_slurm_name(std::string_view text);

}  // namespace nightwatt
