#include "io/slurm/array_scripts.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

#include "errors.hpp"
#include "instance/class_levels.hpp"
#include "instance/content_hash.hpp"
#include "instance/in_quotes.hpp"
#include "io/slurm/job_names.hpp"
#include "io/slurm/shell_text.hpp"
#include "io/slurm/slurm_needs.hpp"

namespace nightwatt {

namespace {

/// Time limits in minutes; a longer one is a whole number of days. Few of them make few arrays.
constexpr std::array<std::int64_t, 14> usual_limits_min = {1,  2,  5,   10,  15,  30,  45,
                                                           60, 90, 120, 240, 480, 720, 1440};

std::int64_t limit_min(std::int64_t run_ms, double factor) {
    const auto minutes =
        static_cast<std::int64_t>(std::ceil(static_cast<double>(run_ms) * factor / 60'000));
    for (const std::int64_t usual : usual_limits_min) {
        if (minutes <= usual) return usual;
    }
    return (minutes + 1439) / 1440 * 1440;
}

/// Options of srun that set the frequency of a task's level, where the settings ask for it.
std::string frequency(const Instance& instance, const ClassLevels& levels, std::int32_t server,
                      std::int32_t level, const SlurmExport& settings) {
    const auto class_index =
        static_cast<std::size_t>(instance.servers.class_index[static_cast<std::size_t>(server)]);
    const std::string& name = instance.classes.id[class_index];
    const double share = levels.frequency(class_index, static_cast<std::size_t>(level));
    std::string options;
    const auto add = [&](const char* option, const std::map<std::string, std::int64_t>& top) {
        const auto found = top.find(name);
        if (found == top.end()) return;
        options +=
            fmt::format(" {}={}", option, std::llround(share * static_cast<double>(found->second)));
    };
    add("--cpu-freq", settings.cpu_top_khz);
    add("--gpu-freq", settings.gpu_top_mhz);
    return options;
}

void check_settings(const Instance& instance, const SlurmExport& settings) {
    std::vector<std::string> problems;
    for (const auto& [option, name] : {std::pair{"--partition", &settings.partition},
                                       {"--account", &settings.account},
                                       {"--qos", &settings.qos}}) {
        if (!name->empty() && !is_slurm_name(*name)) {
            problems.push_back(fmt::format("{} {}: is no plain name", option, in_quotes(*name)));
        }
    }
    for (const auto* top : {&settings.cpu_top_khz, &settings.gpu_top_mhz}) {
        for (const auto& [name, frequency] : *top) {
            const auto& classes = instance.classes.id;
            if (std::find(classes.begin(), classes.end(), name) == classes.end()) {
                problems.push_back(
                    fmt::format("{}: the instance has no such server class", in_quotes(name)));
            }
        }
    }
    if (!problems.empty()) throw UsageError(std::move(problems));
}

void check_commands(const Instance& instance, const SlurmExport& settings) {
    if (!settings.runner.empty()) return;
    std::vector<std::string> problems;
    for (const std::string& id : instance.tasks.id) {
        if (problems.size() < 20 && !settings.commands.contains(id)) {
            problems.push_back(
                fmt::format("task {}: --commands has no command for it", in_quotes(id)));
        }
    }
    if (!problems.empty()) throw InputError(std::move(problems));
}

/// "0-3,7"
std::string ranges(const TaskArray& array) {
    std::string text;
    for (std::size_t i = 0; i < array.rows.size();) {
        std::size_t last = i;
        while (last + 1 < array.rows.size() && array.rows[last + 1] == array.rows[last] + 1) ++last;
        text += fmt::format("{}{}", text.empty() ? "" : ",", array.rows[i] - array.first_row);
        if (last > i) text += fmt::format("-{}", array.rows[last] - array.first_row);
        i = last + 1;
    }
    return text;
}

}  // namespace

std::vector<TaskArray> task_arrays(const Instance& instance, const Plan& plan,
                                   const SlurmExport& settings) {
    check_settings(instance, settings);
    check_commands(instance, settings);
    const SlurmNeeds needs(instance, settings.resources);
    const ClassLevels levels(instance);
    std::vector<std::string> common;
    const auto add = [&](const char* option, const std::string& value) {
        if (!value.empty()) common.push_back(fmt::format("{}={}", option, value));
    };
    add("--partition", settings.partition);
    add("--account", settings.account);
    add("--qos", settings.qos);

    std::map<std::tuple<std::size_t, std::vector<std::string>, std::string>, TaskArray> arrays;
    const auto size = static_cast<std::size_t>(settings.array_size);
    for (std::size_t row = 0; row < plan.size(); ++row) {
        std::vector<std::string> options = needs.options(row);
        options.insert(options.end(), common.begin(), common.end());
        options.push_back(fmt::format(
            "--time={}", limit_min(plan.end_ms[row] - plan.start_ms[row], settings.time_factor)));
        const std::string step =
            frequency(instance, levels, plan.server[row], plan.level[row], settings);
        const std::size_t first_row = row / size * size;
        TaskArray& array = arrays[{first_row, options, step}];
        array.first_row = first_row;
        array.options = std::move(options);
        array.step = step;
        array.rows.push_back(row);
    }
    std::vector<TaskArray> list;
    for (auto& [key, array] : arrays) {
        const bool same_rows = !list.empty() && list.back().first_row == array.first_row;
        array.number = same_rows ? list.back().number + 1 : 0;
        list.push_back(std::move(array));
    }
    return list;
}

std::string script_name(const TaskArray& array) {
    return fmt::format("array-{}-{}.sbatch", array.first_row, array.number);
}

std::string script_text(const TaskArray& array, const Instance& instance, const Plan& plan,
                        const SlurmExport& settings) {
    std::string text = fmt::format(
        "#!/bin/bash\n"
        "# {} tasks of the plan {}. submit.sh holds them, says where and when each starts, and\n"
        "# lets them go.\n"
        "#SBATCH --job-name={}\n"
        "#SBATCH --array={}\n"
        "#SBATCH --nodes=1\n"
        "#SBATCH --ntasks=1\n",
        array.rows.size(), hash_text(plan_hash(plan)),
        JobNames(plan, settings.time_zero_s).name(array.first_row, array.number), ranges(array));
    for (const std::string& option : array.options) text += fmt::format("#SBATCH {}\n", option);
    text +=
        "#SBATCH --output=log/%x_%a.out\n"
        "# Names and commands are data: nothing in them is to be expanded here.\n"
        "# shellcheck disable=SC1003,SC2016\n"
        "set -eu\n"
        "command=()\n"
        "case \"$SLURM_ARRAY_TASK_ID\" in\n";
    for (const std::size_t row : array.rows) {
        const std::string& id = instance.tasks.id[row];
        const std::string command =
            settings.runner.empty()
                ? fmt::format("bash -c {} {}", shell_word(settings.commands.at(id)), shell_word(id))
                : fmt::format("{} {}", shell_word(settings.runner), shell_word(id));
        text += fmt::format("  {}) command=({}) ;;\n", row - array.first_row, command);
    }
    text +=
        "  *) echo \"there is no task $SLURM_ARRAY_TASK_ID in this array\" >&2; exit 1 ;;\n"
        "esac\n";
    text += array.step.empty() ? "exec \"${command[@]}\"\n"
                               : fmt::format("exec srun{} \"${{command[@]}}\"\n", array.step);
    return text;
}

}  // namespace nightwatt
