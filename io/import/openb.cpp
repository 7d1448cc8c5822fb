#include "io/import/openb.hpp"

#include <fmt/format.h>

#include <optional>
#include <unordered_map>

#include "instance/columns.hpp"
#include "instance/tables.hpp"
#include "io/import/csv_fields.hpp"
#include "io/import/text_file.hpp"

namespace nightwatt {

namespace {

constexpr std::int64_t most_units = max_resource_units;
constexpr std::int64_t milli = 1000;
constexpr std::int64_t latest_s = 100'000'000'000;

/// Finds names that stand twice.
class UniqueNames {
  public:
    void check(CsvFields& fields, std::size_t row, std::size_t column, std::size_t line) {
        const std::string& name = fields.text(row, column);
        if (name.empty()) fields.problem(row, column, "a name is needed");
        const auto [first, is_new] = line_of_.emplace(name, line);
        if (!is_new) fields.problem(row, column, fmt::format("as on line {}", first->second));
    }

  private:
    std::unordered_map<std::string, std::size_t> line_of_;
};

/// "T4|P100" to its names.
std::vector<std::string> split_models(const std::string& text) {
    std::vector<std::string> models;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('|', at), text.size());
        models.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return models;
}

}  // namespace

NodeList read_openb_nodes(const std::string& path) {
    const CsvFile file = read_csv(path);
    ProblemList problems;
    CsvFields fields(file, problems);
    const auto column = fields.columns({"sn", "cpu_milli", "memory_mib", "gpu", "model"});
    UniqueNames names;
    NodeList nodes;
    nodes.capacity.resize(3);
    for (std::size_t row = 0; row < file.rows.size(); ++row) {
        names.check(fields, row, column[0], file.lines[row]);
        const auto cpu = fields.whole(row, column[1], 0, most_units);
        const auto memory = fields.whole(row, column[2], 0, most_units);
        const auto gpu = fields.whole(row, column[3], 0, most_units / milli);
        const std::string& model = fields.text(row, column[4]);
        if (!cpu || !memory || !gpu) continue;
        if (*gpu > 0 && model.empty())
            fields.problem(row, column[4], fmt::format("a node with {} GPUs needs a model", *gpu));
        nodes.id.push_back(fields.text(row, column[0]));
        nodes.model.push_back(model.empty() ? "cpu-only" : model);
        nodes.capacity[0].push_back(static_cast<std::uint32_t>(*cpu));
        nodes.capacity[1].push_back(static_cast<std::uint32_t>(*memory));
        nodes.capacity[2].push_back(static_cast<std::uint32_t>(*gpu * milli));
    }
    if (file.rows.empty()) problems.add(fmt::format("{}: no node", path));
    problems.throw_if_any();
    return nodes;
}

TraceTasks read_openb_pods(const std::string& path) {
    const CsvFile file = read_csv(path);
    ProblemList problems;
    CsvFields fields(file, problems);
    const auto column =
        fields.columns({"name", "cpu_milli", "memory_mib", "num_gpu", "gpu_milli", "gpu_spec",
                        "qos", "creation_time", "deletion_time", "scheduled_time"});
    UniqueNames names;
    TraceTasks tasks;
    tasks.resources = {"cpu_milli", "memory_mib", "gpu_milli"};
    std::size_t never_started = 0;
    std::size_t no_runtime = 0;
    for (std::size_t row = 0; row < file.rows.size(); ++row) {
        names.check(fields, row, column[0], file.lines[row]);
        const auto cpu = fields.whole(row, column[1], 0, most_units);
        const auto memory = fields.whole(row, column[2], 0, most_units);
        const auto gpus = fields.whole(row, column[3], 0, most_units / milli);
        const auto share = fields.whole(row, column[4], 0, milli);
        const auto created = fields.whole(row, column[7], 0, latest_s);
        if (fields.text(row, column[9]).empty()) {
            ++never_started;
            continue;
        }
        const auto deleted = fields.whole(row, column[8], created.value_or(0), latest_s);
        const auto scheduled =
            fields.whole(row, column[9], created.value_or(0), deleted.value_or(latest_s));
        if (!cpu || !memory || !gpus || !share || !created || !deleted || !scheduled) continue;
        if (*deleted == *scheduled) {
            ++no_runtime;
            continue;
        }
        tasks.add(fields.text(row, column[0]), static_cast<double>(*created),
                  static_cast<double>(*deleted - *scheduled), none,
                  {static_cast<std::uint32_t>(*cpu), static_cast<std::uint32_t>(*memory),
                   static_cast<std::uint32_t>(*gpus * *share)},
                  fields.text(row, column[6]));
        tasks.allowed_classes.back() = split_models(fields.text(row, column[5]));
    }
    problems.throw_if_any();
    if (tasks.size() == 0) throw InputError(fmt::format("{}: no pod that ran", path));
    tasks.notes.push_back(
        fmt::format("Tasks: {} of {} pods of {}; left out: {} that never started, "
                    "{} that ran for no time.",
                    tasks.size(), file.rows.size(), file_name(path), never_started, no_runtime));
    tasks.notes.push_back(
        "Simplified: the GPUs of a node are one pool of thousandths, so a share of "
        "one GPU may straddle two; trace.round_up = [\"gpu_milli: 1000\"] gives "
        "every task whole GPUs.");
    return tasks;
}

}  // namespace nightwatt
