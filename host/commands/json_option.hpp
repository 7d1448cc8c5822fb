#pragma once

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "io/output_file.hpp"

namespace nightwatt {

/// --json of a command: the name of a file, "-" for standard output, or nothing.
struct JsonOption {
    std::string path;

    void add(CLI::App& command, const std::string& what = "Results") {
        command.add_option("--json", path, what + " as JSON to a file, - for standard output.");
    }
    [[nodiscard]] bool is_given() const { return !path.empty(); }
    [[nodiscard]] bool to_stdout() const { return path == "-"; }
    /// The files `others` and the one that is written here, if it is one: for check_outputs().
    [[nodiscard]] std::vector<std::string> files(std::vector<std::string> others = {}) const {
        if (is_given() && !to_stdout()) others.push_back(path);
        return others;
    }
    /// Prints, or writes the file whole or not at all. Throws OutputError.
    void write(const std::string& text) const {
        if (to_stdout()) {
            fmt::print("{}", text);
        } else if (is_given()) {
            write_whole_file(path, text);
        }
    }
};

}  // namespace nightwatt
