#include "commands/command_line.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <system_error>

#include "config/nearest_name.hpp"
#include "errors.hpp"
#include "log.hpp"

namespace nightwatt {

namespace {

std::string command_line_of(const CLI::App& command) {
    const CLI::App* parent = command.get_parent();
    return parent == nullptr ? command.get_name()
                             : command_line_of(*parent) + ' ' + command.get_name();
}

std::vector<std::string> command_names(const CLI::App& program) {
    std::vector<std::string> names;
    for (const CLI::App* command : program.get_subcommands({}))
        names.push_back(command->get_name());
    return names;
}

/// "--seed" and "-o" of a command and of all that it belongs to.
std::vector<std::string> option_names(const CLI::App& command) {
    std::vector<std::string> names;
    for (const CLI::App* app = &command; app != nullptr; app = app->get_parent())
        for (const CLI::Option* option : app->get_options()) {
            for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
            for (const std::string& name : option->get_snames()) names.push_back("-" + name);
        }
    return names;
}

/// Follows the words of the command line to the command they name; a word that names none throws.
CLI::App& named_command(CLI::App& program, int argc, const char* const* argv) {
    CLI::App* command = &program;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        if (word.starts_with('-')) continue;
        const std::vector<std::string> names = command_names(*command);
        if (names.empty()) break;
        if (std::find(names.begin(), names.end(), word) == names.end())
            throw UsageError(fmt::format("{} has no command \"{}\"{} (see {} --help)",
                                         command_line_of(*command), word, suggestion(word, names),
                                         command_line_of(*command)));
        command = command->get_subcommand(word);
    }
    return *command;
}

/// By the name that CLI11 shows for its type.
bool takes_whole_numbers(const CLI::Option* option) {
    if (option == nullptr) return false;
    const std::string type = option->get_type_name();
    return type.starts_with("INT") || type.starts_with("UINT");
}

/// "Could not convert: --tasks = ten" is not what a person would say, nor is "--seed: At Most 1
/// required but received 2".
std::string words_of(const CLI::ParseError& error, const CLI::App& command) {
    const std::string text = error.what();
    const std::string_view unread = "Could not convert: ";
    const std::string_view often = ": At Most 1 required but received ";
    const std::string_view missing = ": 1 required ";
    if (const std::size_t equals = text.find(" = ");
        text.starts_with(unread) && equals != std::string::npos) {
        const std::string name = text.substr(unread.size(), equals - unread.size());
        const bool whole = takes_whole_numbers(command.get_option_no_throw(name));
        return fmt::format("{}: {}: must be a {}number", name, text.substr(equals + 3),
                           whole ? "whole " : "");
    }
    if (const std::size_t colon = text.find(often); colon != std::string::npos) {
        return fmt::format("{}: is given {} times: once is enough", text.substr(0, colon),
                           text.substr(colon + often.size()));
    }
    if (const std::size_t colon = text.find(missing);
        colon != std::string::npos && text.ends_with(" missing")) {
        return fmt::format("{}: a value is missing", text.substr(0, colon));
    }
    return text;
}

/// Every unknown option at once, or else what CLI11 says.
std::vector<std::string> problems_of(const CLI::ParseError& error, const CLI::App& program,
                                     const CLI::App& command) {
    const std::string help = fmt::format(" (see {} --help)", command_line_of(command));
    const std::vector<std::string> names = option_names(command);
    std::vector<std::string> problems;
    for (const std::string& extra : program.remaining(true)) {
        if (!extra.starts_with('-') || extra.size() < 2) continue;
        const std::string option = extra.substr(0, extra.find('='));
        problems.push_back(fmt::format("{} has no option {}{}{}", command_line_of(command), option,
                                       suggestion(option, names), help));
    }
    if (!problems.empty()) return problems;
    const std::vector<std::string> commands = command_names(command);
    if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr && !commands.empty())
        return {fmt::format("a command is missing, one of {}{}", fmt::join(commands, ", "), help)};
    problems.push_back(words_of(error, command) + help);
    return problems;
}

/// What follows an option's value is the next word of the command line, as a rule a file: an option
/// of many values takes one each time it is named.
void take_one_value_each(CLI::App& command) {
    for (CLI::Option* option : command.get_options()) {
        if (!option->get_positional()) option->allow_extra_args(false);
    }
    for (CLI::App* child : command.get_subcommands({})) take_one_value_each(*child);
}

/// CLI11 takes the greatest integer there is for it.
bool is_too_great(const std::string& text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc::result_out_of_range;
}

/// A script's variable that was never set must not lose what it asked for: "" is no file name and
/// no other value.
void check_values(CLI::App& command) {
    for (CLI::Option* option : command.get_options()) {
        if (option->get_items_expected_min() == 0) continue;  // a flag
        const bool whole = takes_whole_numbers(option);
        // transform(): before all other checks.
        option->transform(CLI::Validator(
            [whole](const std::string& value) -> std::string {
                if (value.empty()) return "is empty: a value is needed";
                if (whole && is_too_great(value)) return value + ": is too great a number";
                return "";
            },
            ""));
    }
    for (CLI::App* child : command.get_subcommands({})) check_values(*child);
}

}  // namespace

void add_global_options(CLI::App& program) {
    // Options of the program are taken behind a command as well.
    program.fallthrough();
    program.require_subcommand(1, 1);
    program.set_version_flag("--version", "nightwatt " NIGHTWATT_VERSION, "Print the version.");
    program.set_help_flag("-h,--help", "Print this help.");
    CLI::Option* quiet = program.add_flag_callback(
        "-q,--quiet", [] { set_verbosity(Verbosity::Quiet); },
        "No progress: only results, warnings and errors.");
    program
        .add_flag_callback(
            "-v,--verbose", [] { set_verbosity(Verbosity::Verbose); }, "Say more.")
        ->excludes(quiet);
}

void run_command_line(CLI::App& program, int argc, const char* const* argv) {
    take_one_value_each(program);
    check_values(program);
    CLI::App& command = named_command(program, argc, argv);
    try {
        program.parse(argc, argv);
    } catch (const CLI::Success& wish) {  // --help, --version
        program.exit(wish);
    } catch (const CLI::ParseError& error) {
        throw UsageError(problems_of(error, program, command));
    }
}

}  // namespace nightwatt
