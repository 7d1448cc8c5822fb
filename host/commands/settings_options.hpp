#pragma once

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "config/config_document.hpp"

namespace nightwatt {

/// An option that is a setting of the configuration, under a shorter name.
struct Shorthand {
    const char* option;
    const char* key;
    const char* help;
};

/// --config, --set and shorthands of a command.
struct SettingsOptions {
    std::string config;
    std::vector<std::string> settings;  ///< of --set
    std::vector<Override> shorthands;   ///< stronger

    /// Everything that the command line sets, the stronger last.
    [[nodiscard]] std::vector<Override> overrides() const {
        std::vector<Override> all = set_overrides(settings);
        all.insert(all.end(), shorthands.begin(), shorthands.end());
        return all;
    }
};

/// Adds them to a command; `options` must live as long.
inline void add_settings(CLI::App& command, SettingsOptions& options,
                         std::span<const Shorthand> shorthands) {
    command.add_option("--config", options.config, "Settings, a TOML file.");
    for (const Shorthand& shorthand : shorthands) {
        command.add_option_function<std::string>(
            shorthand.option,
            [&options, shorthand](const std::string& value) {
                options.shorthands.push_back(
                    {fmt::format("{}={}", shorthand.key, value), shorthand.option});
            },
            fmt::format("{} Sets {}.", shorthand.help, shorthand.key));
    }
    command.add_option(
        "--set", options.settings,
        "key=value: any setting, stronger than the file; an option that sets the same "
        "one is stronger still. Can be repeated.");
}

}  // namespace nightwatt
