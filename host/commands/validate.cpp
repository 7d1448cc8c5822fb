#include <fmt/format.h>

#include <memory>
#include <string>

#include "commands/commands.hpp"
#include "instance/summary.hpp"
#include "io/instance_file.hpp"

namespace nightwatt {

void add_validate_command(CLI::App& program) {
    CLI::App* command = program.add_subcommand(
        "validate", "Check an instance file: every problem at once, then a summary.");
    const auto path = std::make_shared<std::string>();
    command->add_option("instance", *path, "Instance file (HDF5).")->required()->type_name("FILE");
    command->callback([path] { fmt::print("{}", summary(read_instance(*path))); });
}

}  // namespace nightwatt
