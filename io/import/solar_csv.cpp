#include "io/import/solar_csv.hpp"

#include <fmt/format.h>

#include "io/import/csv_fields.hpp"

namespace nightwatt {

TimeSeries read_solar_csv(const std::string& path, const std::string& column, UtcSeconds start) {
    const CsvFile file = read_csv(path);
    ProblemList problems;
    CsvFields fields(file, problems);
    const auto columns = fields.columns({"time", column});
    std::vector<TimedValue> rows;
    for (std::size_t row = 0; row < file.rows.size(); ++row) {
        const auto time = fields.whole(row, columns[0], 0, 100'000'000'000);
        const auto value = fields.number(row, columns[1], 0, 1);
        if (time && value) rows.push_back({start + *time, *value, std::to_string(file.lines[row])});
    }
    problems.throw_if_any();
    if (rows.size() < 2) throw InputError(fmt::format("{}: fewer than two rows", path));
    const std::int64_t step_s = rows[1].moment - rows[0].moment;
    if (step_s <= 0)
        throw InputError(fmt::format("{}:{}: time does not grow", path, rows[1].place));
    return make_series(path, "solar output", step_s, rows);
}

}  // namespace nightwatt
