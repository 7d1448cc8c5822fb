#pragma once

#include <string>
#include <vector>

#include "commands/command_tree.hpp"

namespace nightwatt {

/// Completion of commands, options, their words and settings, as a script of each shell. Files are
/// left to the shell.
[[nodiscard]] std::string bash_completion(const std::vector<CommandEntry>& tree);
[[nodiscard]] std::string zsh_completion(const std::vector<CommandEntry>& tree);
[[nodiscard]] std::string fish_completion(const std::vector<CommandEntry>& tree);

/// The manual page, in the macros of man(7).
[[nodiscard]] std::string manual_page(const std::vector<CommandEntry>& tree);

}  // namespace nightwatt
