#include <fmt/format.h>

#include <memory>

#include "commands/commands.hpp"
#include "config/program_parameters.hpp"

namespace nightwatt {

void add_config_command(CLI::App& program) {
    CLI::App* command = program.add_subcommand(
        "config", "Print every setting with its default, allowed values and meaning.");
    const auto markdown = std::make_shared<bool>(false);
    command->add_flag("--markdown", *markdown, "As Markdown tables instead of a TOML file.");
    command->callback([markdown] {
        ProgramParameters parameters;
        ConfigExamples examples;
        const std::vector<ConfigPart> parts = describe(parameters, examples);
        fmt::print("{}", *markdown ? markdown_reference(parts) : toml_reference(parts));
    });
}

}  // namespace nightwatt
