#include "io/import/carbon_csv.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>

#include "io/import/csv_fields.hpp"

namespace nightwatt {

namespace {

std::string lower_case(std::string text) {
    for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

/// The exports differ in case and in the word for life cycle; the unit's subscript is not ASCII.
std::size_t intensity_column(const CsvFile& file, bool life_cycle) {
    const auto matches = [&](const std::string& name) {
        const std::string lower = lower_case(name);
        const bool kind = life_cycle ? lower.ends_with("(lca)") || lower.ends_with("(life cycle)")
                                     : lower.ends_with("(direct)");
        return lower.starts_with("carbon intensity") && kind;
    };
    const auto found = std::find_if(file.header.begin(), file.header.end(), matches);
    if (found == file.header.end())
        throw InputError(
            fmt::format("{}:1: no column 'Carbon Intensity gCO₂eq/kWh ({})'; there are: {}",
                        file.path, life_cycle ? "LCA" : "direct", fmt::join(file.header, ", ")));
    return static_cast<std::size_t>(found - file.header.begin());
}

}  // namespace

std::vector<TimedValue> read_carbon_rows(const std::string& path, bool life_cycle) {
    const CsvFile file = read_csv(path);
    ProblemList problems;
    CsvFields fields(file, problems);
    const std::size_t time = fields.columns({"Datetime (UTC)"}).front();
    const std::size_t intensity = intensity_column(file, life_cycle);
    std::vector<TimedValue> rows;
    for (std::size_t row = 0; row < file.rows.size(); ++row) {
        const auto moment = parse_clock(fields.text(row, time));
        if (!moment) fields.problem(row, time, "not a moment as 2023-07-04 16:00:00");
        const auto value = fields.number_or_none(row, intensity, 0, 1e6);
        if (moment && value) rows.push_back({*moment, *value, std::to_string(file.lines[row])});
    }
    problems.throw_if_any();
    return rows;
}

TimeSeries read_carbon_csv(const std::string& path, bool life_cycle) {
    return make_series(path, "carbon intensity", read_carbon_rows(path, life_cycle));
}

}  // namespace nightwatt
