#pragma once

#include <toml++/toml.h>

#include <string>

#include "config/parameter_table.hpp"

namespace nightwatt {

/// Included by config_document.cpp only: toml++ stays out of every other file.

struct Assigned {
    std::string problem;   ///< what is wrong; empty: nothing
    std::string currency;  ///< of an amount that was given with one
};

/// Puts the value of `node` into the parameter's target where the type is right and the value
/// allowed. Otherwise there is a problem, and the target is left alone.
[[nodiscard]] Assigned assign_value(const toml::node& node, const Parameter& parameter);

/// The same for a text from the command line: a TOML value, or else a bare word; a text setting
/// takes what is not a TOML text letter by letter (2023-05-01, 10, cuda).
[[nodiscard]] Assigned assign_text(const std::string& text, const Parameter& parameter);

/// A value as a message shows it: on one line, cut where it is long.
[[nodiscard]] std::string shown_value(const toml::node& node);

/// Text with control characters escaped and cut after some 60 bytes.
[[nodiscard]] std::string shown_text(const std::string& text);

}  // namespace nightwatt
