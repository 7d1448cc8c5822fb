#pragma once

#include <CLI/CLI.hpp>

namespace nightwatt {

/// Gives every command that has no footer an example in its --help, from one table.
void add_examples(CLI::App& program);

}  // namespace nightwatt
