#include <fmt/format.h>

#include <cmath>
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
            values[row] = column.kind == UnitKind::Instant
                              ? moment(row, at)
                              : fields_.number(row, at, -most, most).value_or(0);
        }
    }

    double moment(std::size_t row, std::size_t at) {
        const std::string& text = fields_.text(row, at);
        if (const auto utc = parse_moment(text)) return static_cast<double>(*utc);
        const auto unix_s = parse_number(text);
        if (!unix_s || std::abs(*unix_s) > most) {
            fields_.problem(row, at,
                            "neither Unix seconds nor a moment with its offset from UTC, as "
                            "2023-07-04T18:00:00Z or 2023-07-04T20:00:00+02:00");
        }
        return unix_s.value_or(0);
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
