#include <fmt/format.h>

#include <set>

#include "forecast/history_tables.hpp"
#include "instance/tables.hpp"
#include "io/import/csv_fields.hpp"
#include "io/import/history/job_files.hpp"
#include "io/import/utc_time.hpp"

namespace nightwatt {

namespace {

constexpr double most = 1e15;

class JobsCsv {
  public:
    explicit JobsCsv(const std::string& path) : file_(read_csv(path)), fields_(file_, problems_) {}

    JobTable read() {
        std::set<std::string> known;
        visit_columns(jobs_, [&](const Column& column, auto& values) {
            known.emplace(column.name);
            read_column(column, values);
        });
        for (const std::string& name : file_.header) {
            if (name.starts_with(need_prefix)) {
                read_need(name);
            } else if (!known.contains(name)) {
                problems_.add(fmt::format("{}:1: unknown column '{}'", file_.path, name));
            }
        }
        problems_.throw_if_any();
        return std::move(jobs_);
    }

  private:
    /// Whether the file has the column; a needed one that is missing is a problem.
    bool has(const Column& column) {
        if (file_.has(column.name)) return true;
        if (!column.fallback) {
            problems_.add(fmt::format("{}:1: the header lacks {}", file_.path, column.name));
        }
        return false;
    }

    void read_column(const Column& column, std::vector<std::string>& values) {
        values.resize(file_.rows.size());
        if (!has(column)) return;
        const std::size_t at = file_.column(column.name);
        for (std::size_t row = 0; row < values.size(); ++row) values[row] = fields_.text(row, at);
    }

    void read_column(const Column& column, std::vector<double>& values) {
        values.assign(file_.rows.size(), column.fallback.value_or(0));
        if (!has(column)) return;
        const std::size_t at = file_.column(column.name);
        for (std::size_t row = 0; row < values.size(); ++row) {
            const std::string& text = fields_.text(row, at);
            if (text.empty() && column.fallback) continue;
            const auto moment =
                column.kind == UnitKind::Instant ? parse_moment(text) : std::nullopt;
            values[row] = moment ? static_cast<double>(*moment)
                                 : fields_.number(row, at, -most, most).value_or(0);
        }
    }

    void read_need(const std::string& name) {
        const std::size_t at = file_.column(name);
        jobs_.resources.push_back(name.substr(need_prefix.size()));
        std::vector<double>& units = jobs_.need.emplace_back(file_.rows.size(), 0.0);
        for (std::size_t row = 0; row < units.size(); ++row) {
            if (fields_.text(row, at).empty()) continue;
            units[row] = fields_.number(row, at, 0, most).value_or(0);
        }
    }

    CsvFile file_;
    ProblemList problems_;
    CsvFields fields_;
    JobTable jobs_;
};

}  // namespace

JobTable read_jobs_csv(const std::string& path) {
    return JobsCsv(path).read();
}

}  // namespace nightwatt
