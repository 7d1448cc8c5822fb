#include "io/import/price_csv.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "io/import/csv_fields.hpp"

namespace nightwatt {

namespace {
constexpr std::string_view price_prefix = "Price (";
constexpr std::string_view price_suffix = "/MWh)";
}  // namespace

PriceRows read_price_rows(const std::string& path) {
    const CsvFile file = read_csv(path);
    ProblemList problems;
    CsvFields fields(file, problems);
    const auto times = fields.columns({"Datetime (UTC)", "Datetime (Local)"});
    const auto is_price = [](const std::string& name) {
        return name.starts_with(price_prefix) && name.ends_with(price_suffix);
    };
    const auto found = std::find_if(file.header.begin(), file.header.end(), is_price);
    if (found == file.header.end())
        throw InputError(fmt::format("{}:1: no column 'Price (<currency>/MWh)'; there are: {}",
                                     path, fmt::join(file.header, ", ")));
    const auto price = static_cast<std::size_t>(found - file.header.begin());
    const std::size_t around = price_prefix.size() + price_suffix.size();

    std::vector<TimedValue> rows;
    for (std::size_t row = 0; row < file.rows.size(); ++row) {
        const auto utc = parse_moment(fields.text(row, times[0]));
        const auto local = parse_moment(fields.text(row, times[1]));
        if (!utc) fields.problem(row, times[0], "not a moment as 2023-07-04 16:00:00+00:00");
        if (!local) fields.problem(row, times[1], "not a moment as 2023-07-04 18:00:00+02:00");
        if (utc && local && *utc != *local)
            fields.problem(row, times[1], "another moment than " + fields.text(row, times[0]));
        const auto value = fields.number_or_none(row, price, -1e6, 1e6);
        if (utc && value) rows.push_back({*utc, *value / 1000, std::to_string(file.lines[row])});
    }
    problems.throw_if_any();
    return {std::move(rows), found->substr(price_prefix.size(), found->size() - around)};
}

PriceSeries read_price_csv(const std::string& path) {
    PriceRows rows = read_price_rows(path);
    return {make_series(path, "price", rows.per_kwh), std::move(rows.currency)};
}

}  // namespace nightwatt
