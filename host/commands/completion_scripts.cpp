#include "commands/completion_scripts.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace nightwatt {

namespace {

/// Help in single quotes, without what quotes or brackets would end.
std::string plain(const std::string& help) {
    std::string text;
    for (const char c : help.substr(0, help.find('\n'))) {
        if (c == '\'' || c == '\\' || c == '[' || c == ']' || c == ':' || c == '`' || c == '"')
            continue;
        text += c;
    }
    return text;
}

std::vector<std::string> option_names(const CommandEntry& command) {
    std::vector<std::string> names;
    for (const OptionEntry& option : command.options) {
        if (option.positional) continue;
        names.insert(names.end(), option.names.begin(), option.names.end());
    }
    return names;
}

/// Options of the program are taken behind every command.
std::vector<OptionEntry> options_of(const CommandEntry& command, const CommandEntry& program) {
    std::vector<OptionEntry> options = command.options;
    if (command.path == program.path) return options;
    for (const OptionEntry& option : program.options) {
        const auto known = [&](const OptionEntry& other) { return other.names == option.names; };
        if (std::none_of(options.begin(), options.end(), known)) options.push_back(option);
    }
    return options;
}

bool takes_settings(const OptionEntry& option) {
    return option.names.back() == "--set";
}

/// Words of the first positional that has any: "plan", "carbon".
std::vector<std::string> positional_words(const CommandEntry& command) {
    for (const OptionEntry& option : command.options) {
        if (option.positional && !option.words.empty()) return option.words;
    }
    return {};
}

/// Holds for fish where none of the words stands on the line yet.
std::string unless_seen(const std::string& when, const std::vector<std::string>& words) {
    return fmt::format("{}; and not __fish_seen_subcommand_from {}", when, fmt::join(words, " "));
}

}  // namespace

std::string bash_completion(const std::vector<CommandEntry>& tree) {
    std::string paths;
    std::string values;
    std::string words;
    for (const CommandEntry& command : tree) {
        for (const std::string& child : command.children) {
            const std::string path = command.path.empty() ? child : command.path + " " + child;
            paths += fmt::format("            \"{}/{}\") command=\"{}\" ;;\n", command.path, child,
                                 path);
        }
        for (const OptionEntry& option : options_of(command, tree.front())) {
            if (option.positional || !option.takes_value) continue;
            std::string cases;
            for (const std::string& name : option.names) {
                cases += fmt::format("{}\"{}/{}\"", cases.empty() ? "" : "|", command.path, name);
            }
            values += takes_settings(option)
                          ? fmt::format("        {}) words=$settings ;;\n", cases)
                          : fmt::format("        {}) words=\"{}\"; files=1 ;;\n", cases,
                                        fmt::join(option.words, " "));
        }
        std::vector<std::string> all = command.children;
        const std::vector<std::string> first = positional_words(command);
        all.insert(all.end(), first.begin(), first.end());
        for (const std::string& name : option_names(command)) all.push_back(name);
        if (!command.path.empty()) {
            for (const std::string& name : option_names(tree.front())) all.push_back(name);
        }
        words +=
            fmt::format("        \"{}\") words=\"{}\" ;;\n", command.path, fmt::join(all, " "));
    }
    return fmt::format(R"(# Completion of nightwatt for bash; made by: nightwatt completion bash
_nightwatt() {{
    local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} command="" words="" files="" i
    local settings="{}"
    # bash takes = for a word of its own
    if [[ $word == "=" ]]; then word=""; fi
    if [[ $before == "=" && COMP_CWORD -ge 3 ]]; then
        before=${{COMP_WORDS[COMP_CWORD-2]}}
        if [[ ${{COMP_WORDS[COMP_CWORD-3]}} == "--set" ]]; then
            local setting
            for setting in $settings; do
                if [[ $setting == "$before="?* ]]; then words+=" ${{setting#*=}}"; fi
            done
            mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
            return
        fi
    fi
    for ((i = 1; i < COMP_CWORD; ++i)); do
        case "$command/${{COMP_WORDS[i]}}" in
{}        esac
    done
    case "$command/$before" in
{}    esac
    if [[ -z $words$files ]]; then
        case "$command" in
{}        esac
    fi
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
    if [[ ${{#COMPREPLY[@]}} -eq 1 && ${{COMPREPLY[0]}} == *= ]]; then compopt -o nospace 2>/dev/null; fi
}}
complete -o default -F _nightwatt nightwatt
)",
                       fmt::join(setting_words(), " "), paths, values, words);
}

std::string zsh_completion(const std::vector<CommandEntry>& tree) {
    std::string cases;
    for (const CommandEntry& command : tree) {
        std::string arguments;
        for (const OptionEntry& option : options_of(command, tree.front())) {
            if (option.positional) continue;
            for (const std::string& name : option.names) {
                const std::string action = takes_settings(option) ? "->setting"
                                           : option.words.empty()
                                               ? "_files"
                                               : fmt::format("({})", fmt::join(option.words, " "));
                arguments +=
                    fmt::format(" \\\n                '*{}[{}]{}'", name, plain(option.help),
                                option.takes_value ? ":value:" + action : "");
            }
        }
        if (command.children.empty()) {
            const std::vector<std::string> first = positional_words(command);
            arguments += first.empty()
                             ? " \\\n                '*:file:_files'"
                             : fmt::format(" \\\n                '1:what:({})' '*:file:_files'",
                                           fmt::join(first, " "));
        } else {
            arguments += fmt::format(" \\\n                '1:command:({})'",
                                     fmt::join(command.children, " "));
        }
        cases +=
            fmt::format("        '{}')\n            _arguments{} ;;\n", command.path, arguments);
    }
    std::string paths;
    for (const CommandEntry& command : tree) {
        if (!command.path.empty()) paths += fmt::format(" '{}'", command.path);
    }
    return fmt::format(R"(#compdef nightwatt
# Completion of nightwatt for zsh; made by: nightwatt completion zsh
_nightwatt() {{
    local command='' word
    local -a paths settings
    paths=({})
    settings=({})
    while (( CURRENT > 2 )); do
        word="${{command:+$command }}$words[2]"
        if (( ! $paths[(Ie)$word] )); then break; fi
        command=$word
        shift words
        (( CURRENT-- ))
    done
    local state
    case "$command" in
{}    esac
    if [[ $state == setting ]]; then compadd -S '' -a settings; fi
}}
_nightwatt "$@"
)",
                       paths, fmt::join(setting_words(), " "), cases);
}

std::string fish_completion(const std::vector<CommandEntry>& tree) {
    std::string lines;
    for (const CommandEntry& command : tree) {
        const std::string when =
            command.path.empty() ? "__nightwatt_is" : "__nightwatt_is " + command.path;
        for (const std::string& child : command.children) {
            const auto entry =
                std::find_if(tree.begin(), tree.end(), [&](const CommandEntry& other) {
                    return other.path ==
                           (command.path.empty() ? child : command.path + " " + child);
                });
            lines += fmt::format("complete -c nightwatt -f -n '{}' -a '{}' -d '{}'\n",
                                 command.path.empty() ? when : unless_seen(when, command.children),
                                 child, plain(entry->help));
        }
        if (const auto first = positional_words(command); !first.empty()) {
            lines += fmt::format("complete -c nightwatt -n '{}' -a '{}'\n",
                                 unless_seen(when, first), fmt::join(first, " "));
        }
        for (const OptionEntry& option : command.options) {
            if (option.positional) continue;
            std::string names;
            for (const std::string& name : option.names) {
                names += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
            }
            std::string value;
            if (takes_settings(option)) {
                value = fmt::format(" -x -a '{}'", fmt::join(setting_words(), " "));
            } else if (option.takes_value) {
                value = option.words.empty()
                            ? " -r"
                            : fmt::format(" -x -a '{}'", fmt::join(option.words, " "));
            }
            const std::string condition = command.path.empty() ? "" : fmt::format(" -n '{}'", when);
            lines += fmt::format("complete -c nightwatt{}{}{} -d '{}'\n", condition, names, value,
                                 plain(option.help));
        }
    }
    return "# Completion of nightwatt for fish; made by: nightwatt completion fish\n"
           "function __nightwatt_is\n"
           "    set -l words (commandline -opc | string match -v -- '-*')\n"
           "    set -e words[1]\n"
           "    test (count $words) -ge (count $argv); or return 1\n"
           "    if test (count $argv) -eq 0\n"
           "        test (count $words) -eq 0\n"
           "        return\n"
           "    end\n"
           "    test \"$words[1..\"(count $argv)\"]\" = \"$argv\"\n"
           "end\n" +
           lines;
}

}  // namespace nightwatt
