#include <fmt/format.h>

#include <memory>

#include "commands/commands.hpp"
#include "commands/completion_scripts.hpp"
#include "commands/option_checks.hpp"

namespace nightwatt {

namespace {

std::string text_of(const CLI::App& program, const std::string& what) {
    const std::vector<CommandEntry> tree = command_tree(program);
    if (what == "bash") return bash_completion(tree);
    if (what == "zsh") return zsh_completion(tree);
    if (what == "fish") return fish_completion(tree);
    return manual_page(tree);
}

}  // namespace

void add_completion_command(CLI::App& program) {
    CLI::App* command = program.add_subcommand(
        "completion", "Print completion for a shell, or the manual page (man).");
    const auto what = std::make_shared<std::string>();
    command->add_option("what", *what, "For whom.")
        ->required()
        ->check(one_of({"bash", "zsh", "fish", "man"}));
    command->footer(
        "Example: nightwatt completion bash > "
        "~/.local/share/bash-completion/completions/nightwatt");
    command->callback([&program, what] { fmt::print("{}", text_of(program, *what)); });
}

}  // namespace nightwatt
