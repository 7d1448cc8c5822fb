#pragma once

#include <string>
#include <vector>

#include "config/parameter_table.hpp"

namespace nightwatt {

/// Parameter tables as text: the reference of the configuration, what a run used, and what differs
/// from the defaults.

/// The settings of a component, or of one entry of an array of tables.
struct ConfigPart {
    std::string array;  ///< "site" for the entries of [[site]]; empty: plain sections
    ParameterTable table;
};

/// A TOML file that says every default: help and allowed values as comments, entries of arrays
/// commented out.
[[nodiscard]] std::string toml_reference(const std::vector<ConfigPart>& parts);

/// The same as Markdown tables, one a section.
[[nodiscard]] std::string markdown_reference(const std::vector<ConfigPart>& parts);

/// Keys and values of now, as TOML without comments.
[[nodiscard]] std::string toml_values(const ParameterTable& table);

/// "key = value" of every row whose value is another than in `defaults`, a table of equal rows.
[[nodiscard]] std::vector<std::string> differing_values(const ParameterTable& table,
                                                        const ParameterTable& defaults);

}  // namespace nightwatt
