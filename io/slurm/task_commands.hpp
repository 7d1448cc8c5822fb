#pragma once

#include <map>
#include <string>

#include "instance/instance.hpp"

namespace nightwatt {

/// Command of every task of a CSV file with the columns id and command. Throws InputError with
/// every line that names no task of the instance, one that an earlier line names, or no command.
[[nodiscard]] std::map<std::string, std::string> read_task_commands(const std::string& path,
                                                                    const Instance& instance);

}  // namespace nightwatt
