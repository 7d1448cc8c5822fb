#pragma once

#include <CLI/CLI.hpp>

namespace nightwatt {

/// Options that every command takes: --quiet, --verbose, --version, --help.
void add_global_options(CLI::App& program);

/// Parses the command line and runs the command it names. A wrong one throws UsageError that names
/// the nearest command or option. Help and version are printed here.
void run_command_line(CLI::App& program, int argc, const char* const* argv);

}  // namespace nightwatt
