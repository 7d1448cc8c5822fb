#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "commands/commands.hpp"
#include "commands/option_checks.hpp"
#include "embedded_file.hpp"
#include "errors.hpp"
#include "io/output_file.hpp"

namespace nightwatt {

/// Files of configs/ (CMakeLists.txt).
[[nodiscard]] std::span<const EmbeddedFile> start_configurations();

namespace {

/// "slurm" for slurm.toml.
std::string situation_of(const EmbeddedFile& file) {
    return std::filesystem::path(file.name).stem().string();
}

/// When to use a file, as the comment says that it begins with: "for a trace in ...".
std::string use_of(const EmbeddedFile& file) {
    std::string use;
    for (const char letter : file.text().substr(2)) {
        if (letter == '.' || letter == ':' || letter == '(') break;
        if (letter == '#') continue;
        use += letter == '\n' ? ' ' : letter;
    }
    while (use.ends_with(' ')) use.pop_back();
    constexpr std::string_view opening = "Start from this ";
    return use.starts_with(opening) ? use.substr(opening.size()) : use;
}

struct InitOptions {
    std::string situation;
    std::string output;
};

void run(const InitOptions& options) {
    for (const EmbeddedFile& file : start_configurations()) {
        if (situation_of(file) != options.situation) continue;
        if (options.output.empty()) {
            fmt::print("{}", file.text());
            return;
        }
        if (std::filesystem::exists(options.output)) {
            throw OutputError(fmt::format(
                "{}: there is such a file; choose another name, or remove it", options.output));
        }
        check_outputs({options.output}, {});
        write_whole_file(options.output, std::string(file.text()));
        fmt::print("written to {}; its first lines say what to do with it\n", options.output);
        return;
    }
    throw InternalError("a situation without a configuration");
}

}  // namespace

void add_init_command(CLI::App& program) {
    CLI::App* command =
        program.add_subcommand("init", "Write a commented configuration to start from.");
    const auto options = std::make_shared<InitOptions>();
    std::string help = "What you have:";
    std::vector<std::string> situations;
    for (const EmbeddedFile& file : start_configurations()) {
        situations.push_back(situation_of(file));
        help += fmt::format("\n  {}: {}", situations.back(), use_of(file));
    }
    command->add_option("situation", options->situation, help)
        ->required()
        ->check(one_of(situations));
    command->add_option("-o,--output", options->output,
                        "File to write; standard output where not given.");
    command->callback([options] { run(*options); });
}

}  // namespace nightwatt
