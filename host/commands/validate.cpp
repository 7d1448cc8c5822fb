#include <fmt/format.h>

#include <memory>
#include <string>

#include "commands/commands.hpp"
#include "commands/naming_file.hpp"
#include "instance/summary.hpp"
#include "io/instance_file.hpp"
#include "problem/problem.hpp"

namespace nightwatt {

namespace {

/// Also proves that the planner's sums fit: an instance that validates can be planned.
void validate(const std::string& path) {
    const Instance instance = read_instance(path);
    const Problem problem = naming_file(path, [&] { return Problem(instance); });
    fmt::print("{}\nRounding to the planner's units, at most\n", summary(instance));
    for (const RoundingError& error : problem.rounding()) {
        if (error.values == 0 || error.largest_absolute == 0) continue;
        fmt::print("  {:<50} {:>10.3g} {:>12.3g} relative\n", error.quantity,
                   error.largest_absolute, error.largest_relative);
    }
}

}  // namespace

void add_validate_command(CLI::App& program) {
    CLI::App* command = program.add_subcommand(
        "validate", "Check an instance file: every problem at once, then a summary.");
    const auto path = std::make_shared<std::string>();
    command->add_option("instance", *path, "Instance file (HDF5).")->required()->type_name("FILE");
    command->callback([path] { validate(*path); });
}

}  // namespace nightwatt
