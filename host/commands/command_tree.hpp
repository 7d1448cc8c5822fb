#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace nightwatt {

/// What can stand on a command line, as plain data: read off CLI11's commands, with the allowed
/// words of settings from the parameter table. Completion scripts and the manual are made of it.

struct OptionEntry {
    std::vector<std::string> names;  ///< "-o", "--output"; of a positional its name alone
    std::string help;
    bool positional = false;
    bool takes_value = false;
    std::vector<std::string> words;  ///< values it may take; empty: anything, as a file
    std::string range;               ///< "from 1 to 100"; empty: none is set
    std::string fallback;            ///< its value where it is not given; empty: none is shown
};

struct CommandEntry {
    std::string path;  ///< "export slurm"; empty: the program
    std::string help;
    std::vector<OptionEntry> options;
    std::vector<std::string> children;  ///< names, without the path
};

/// The program first, then every command that is listed in help, each before what belongs to it.
[[nodiscard]] std::vector<CommandEntry> command_tree(const CLI::App& program);

/// "search.seed=" for every setting, "search.backend=cpu" for every word that one may take.
[[nodiscard]] std::vector<std::string> setting_words();

}  // namespace nightwatt
