#include "io/import/schedule_csv.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <string_view>
#include <tuple>
#include <unordered_map>

#include "config/nearest_name.hpp"
#include "config/read_number.hpp"
#include "io/import/csv_fields.hpp"
#include "io/import/csv_file.hpp"
#include "io/import/number_reader.hpp"
#include "io/import/problem_list.hpp"
#include "io/import/schedule_csv_modes.hpp"
#include "io/import/text_file.hpp"

namespace nightwatt {

namespace {

constexpr std::int32_t nowhere = -1;

/// Row numbers of the tasks or servers that a column names, by id or by row number.
class Names {
  public:
    Names(std::string_view what, const std::vector<std::string>& ids, const CsvFile& file,
          std::size_t column)
        : what_(what), size_(ids.size()) {
        for (std::size_t row = 0; row < ids.size(); ++row) row_of_.emplace(ids[row], row);
        by_id_ = std::any_of(file.rows.begin(), file.rows.end(),
                             [&](const auto& row) { return row_of_.contains(row[column]); });
    }

    std::optional<std::size_t> find(CsvFields& fields, std::size_t row, std::size_t column) const {
        const std::string& text = fields.text(row, column);
        if (by_id_) {
            const auto found = row_of_.find(text);
            if (found != row_of_.end()) return found->second;
        } else if (const auto number = read_number<std::int64_t>(text);
                   number && *number >= 0 && static_cast<std::size_t>(*number) < size_) {
            return static_cast<std::size_t>(*number);
        }
        fields.problem(row, column,
                       by_id_ ? fmt::format("no {} of the instance has this id", what_)
                              : fmt::format("neither the id of a {} nor a row number from 0 to {}",
                                            what_, size_ - 1));
        return {};
    }

  private:
    std::string_view what_;
    std::size_t size_;
    std::unordered_map<std::string_view, std::size_t> row_of_;
    bool by_id_ = false;
};

/// Numbers the tasks of every server from 0 by rising `order`; tasks that compare equal keep their
/// rows' order.
void set_positions(Plan& plan, std::size_t servers, const std::vector<double>& order) {
    std::vector<std::size_t> tasks(plan.size());
    std::iota(tasks.begin(), tasks.end(), std::size_t{0});
    std::stable_sort(tasks.begin(), tasks.end(),
                     [&](std::size_t a, std::size_t b) { return order[a] < order[b]; });
    std::vector<std::int32_t> next(servers, 0);
    for (const std::size_t j : tasks) {
        plan.position[j] = next[static_cast<std::size_t>(plan.server[j])]++;
    }
}

/// Columns a schedule may leave out.
std::optional<std::size_t> optional_column(const CsvFile& file, std::string_view name) {
    if (!file.has(name)) return {};
    return file.column(name);
}

class CsvSchedule {
  public:
    CsvSchedule(const std::string& path, const Instance& instance)
        : instance_(instance),
          modes_(instance),
          file_(read_csv(path)),
          fields_(file_, problems_),
          column_(fields_.columns({"task", "server", "order"})),
          level_column_(optional_column(file_, "level")),
          hold_column_(optional_column(file_, "hold")),
          order_(instance.tasks.size(), 0),
          line_of_task_(instance.tasks.size(), 0) {
        plan_.resize(instance.tasks.size());
        std::fill(plan_.server.begin(), plan_.server.end(), nowhere);
    }

    Plan read() {
        refuse_unknown_columns();
        const Names tasks("task", instance_.tasks.id, file_, column_[0]);
        const Names servers("server", instance_.servers.id, file_, column_[1]);
        for (std::size_t row = 0; row < file_.rows.size(); ++row) {
            const auto task = tasks.find(fields_, row, column_[0]);
            const auto server = servers.find(fields_, row, column_[1]);
            const auto order = parse_number(fields_.text(row, column_[2]));
            if (!order) fields_.problem(row, column_[2], "not a number");
            if (task && !seen_before(row, *task) && server && order) {
                place(row, *task, *server, *order);
            }
        }
        for (std::size_t j = 0; j < instance_.tasks.size(); ++j) {
            if (line_of_task_[j] == 0) {
                problems_.add(
                    fmt::format("{}: task '{}' is missing", file_.path, instance_.tasks.id[j]));
            }
        }
        refuse_equal_orders();
        problems_.throw_if_any();
        set_positions(plan_, instance_.servers.size(), order_);
        return std::move(plan_);
    }

  private:
    /// A level under another name would leave every task at its fastest.
    void refuse_unknown_columns() {
        static const std::vector<std::string> known{"task", "server", "order", "level", "hold"};
        for (const std::string& name : file_.header) {
            if (std::find(known.begin(), known.end(), name) != known.end()) continue;
            const std::string meant = suggestion(name, known);
            problems_.add(fmt::format(
                "{}:1: unknown column '{}'{}", file_.path, name,
                meant.empty() ? fmt::format("; there may be: {}", fmt::join(known, ", ")) : meant));
        }
        problems_.throw_if_any();
    }

    bool seen_before(std::size_t row, std::size_t task) {
        if (line_of_task_[task] != 0) {
            fields_.problem(row, column_[0],
                            fmt::format("the task stands on line {} already", line_of_task_[task]));
            return true;
        }
        line_of_task_[task] = file_.lines[row];
        return false;
    }

    void place(std::size_t row, std::size_t task, std::size_t server, double order) {
        if (const std::string why = modes_.obstacle(task, server); !why.empty()) {
            fields_.problem(row, column_[1], why);
            return;
        }
        plan_.server[task] = static_cast<std::int32_t>(server);
        plan_.level[task] = level(row, task, server);
        plan_.hold_ms[task] = hold_ms(row);
        order_[task] = order;
    }

    std::int32_t level(std::size_t row, std::size_t task, std::size_t server) {
        if (!level_column_ || fields_.text(row, *level_column_).empty()) {
            return modes_.default_level(task, server);
        }
        const auto value = read_number<std::int64_t>(fields_.text(row, *level_column_));
        if (value && modes_.allows(task, server, *value)) return static_cast<std::int32_t>(*value);
        fields_.problem(row, *level_column_,
                        fmt::format("not a level of server '{}' that task '{}' may use",
                                    instance_.servers.id[server], instance_.tasks.id[task]));
        return 0;
    }

    std::int64_t hold_ms(std::size_t row) {
        if (!hold_column_ || fields_.text(row, *hold_column_).empty()) return 0;
        const auto value = fields_.number(row, *hold_column_, 0, instance_.horizon_s);
        return value ? std::llround(*value * 1000) : 0;
    }

    void refuse_equal_orders() {
        std::vector<std::size_t> tasks(plan_.size());
        std::iota(tasks.begin(), tasks.end(), std::size_t{0});
        std::erase_if(tasks, [&](std::size_t j) { return plan_.server[j] == nowhere; });
        const auto key = [&](std::size_t j) {
            return std::tuple(plan_.server[j], order_[j], line_of_task_[j]);
        };
        std::sort(tasks.begin(), tasks.end(),
                  [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
        for (std::size_t k = 1; k < tasks.size(); ++k) {
            const std::size_t a = tasks[k - 1];
            const std::size_t b = tasks[k];
            if (plan_.server[a] != plan_.server[b] || order_[a] != order_[b]) continue;
            problems_.add(
                fmt::format("{}:{}: order {} stands twice on server '{}': for task '{}' on "
                            "line {} and for task '{}' here",
                            file_.path, line_of_task_[b], order_[b],
                            instance_.servers.id[static_cast<std::size_t>(plan_.server[b])],
                            instance_.tasks.id[a], line_of_task_[a], instance_.tasks.id[b]));
        }
    }

    const Instance& instance_;
    ScheduleModes modes_;
    CsvFile file_;
    ProblemList problems_;
    CsvFields fields_;
    std::vector<std::size_t> column_;
    std::optional<std::size_t> level_column_;
    std::optional<std::size_t> hold_column_;
    std::vector<double> order_;
    std::vector<std::size_t> line_of_task_;  ///< 0: not seen
    Plan plan_;
};

Plan read_sol(const std::string& path, std::string text, const Instance& instance) {
    const ScheduleModes modes(instance);
    const auto last_server = static_cast<std::int64_t>(instance.servers.size()) - 1;
    NumberReader reader(path, std::move(text));
    Plan plan;
    plan.resize(instance.tasks.size());
    for (std::size_t j = 0; j < plan.size(); ++j) {
        if (reader.at_end()) {
            reader.fail(
                fmt::format("the file ends after the servers of {} of {} tasks", j, plan.size()));
        }
        const auto server =
            static_cast<std::size_t>(reader.integer("server number", 0, last_server));
        if (const std::string why = modes.obstacle(j, server); !why.empty()) reader.fail(why);
        plan.server[j] = static_cast<std::int32_t>(server);
        plan.level[j] = modes.default_level(j, server);
    }
    reader.expect_end(fmt::format("the servers of {} tasks", plan.size()));
    set_positions(plan, instance.servers.size(), std::vector<double>(plan.size(), 0));
    return plan;
}

}  // namespace

Plan import_schedule(const std::string& path, const Instance& instance) {
    std::string text = read_text(path);
    const std::string_view first_line = std::string_view(text).substr(0, text.find('\n'));
    if (first_line.find(',') != std::string_view::npos) return CsvSchedule(path, instance).read();
    return read_sol(path, std::move(text), instance);
}

}  // namespace nightwatt
