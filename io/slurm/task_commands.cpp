#include "io/slurm/task_commands.hpp"

#include <fmt/format.h>

#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "instance/in_quotes.hpp"
#include "io/import/csv_file.hpp"
#include "io/import/problem_list.hpp"

namespace nightwatt {

std::map<std::string, std::string> read_task_commands(const std::string& path,
                                                      const Instance& instance) {
    const CsvFile file = read_csv(path);
    const std::size_t id_column = file.column("id");
    const std::size_t command_column = file.column("command");
    const std::unordered_set<std::string_view> tasks(instance.tasks.id.begin(),
                                                     instance.tasks.id.end());
    std::map<std::string, std::string> commands;
    std::unordered_map<std::string_view, std::size_t> lines;
    ProblemList problems;
    for (std::size_t row = 0; row < file.rows.size(); ++row) {
        const std::string& id = file.rows[row][id_column];
        const std::string& command = file.rows[row][command_column];
        const auto problem = [&](std::string_view what) {
            problems.add(
                fmt::format("{}:{}: task {}: {}", path, file.lines[row], in_quotes(id), what));
        };
        const auto [first, is_first] = lines.emplace(id, file.lines[row]);
        if (!tasks.contains(id)) {
            problem("the instance has no such task");
        } else if (!is_first) {
            problem(fmt::format("line {} has a command for it already", first->second));
        } else if (command.find_first_not_of(" \t\r\n") == std::string::npos) {
            problem("its command is empty");
        }
        commands.emplace(id, command);
    }
    problems.throw_if_any();
    return commands;
}

}  // namespace nightwatt
