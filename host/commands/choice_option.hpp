#pragma once

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <string>
#include <utility>
#include <vector>

#include "config/nearest_name.hpp"

namespace nightwatt {

/// An option that takes one of a few words; another word is refused with the nearest one.
template <class Choice>
CLI::Option* add_choice(CLI::App& command, const std::string& option, Choice& target,
                        std::vector<std::pair<std::string, Choice>> choices, std::string help) {
    const auto choose = [&target, option, choices](const std::string& word) {
        std::vector<std::string> words;
        for (const auto& [name, choice] : choices) {
            if (name == word) {
                target = choice;
                return;
            }
            words.push_back(name);
        }
        throw CLI::ValidationError(fmt::format("{} {}: allowed is {}{}", option, word,
                                               fmt::join(words, ", "), suggestion(word, words)));
    };
    return command.add_option_function<std::string>(option, choose, std::move(help));
}

}  // namespace nightwatt
