#include "io/import/history/delimited_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "io/import/csv_fields.hpp"

namespace nightwatt {

namespace {

bool is_gap(const std::string& text) {
    return text.empty() || text == "NaN" || text == "nan" || text == "NA" || text == "null" ||
           text == "NULL";
}

/// A moment with its offset, or a reading of the file's clock.
struct Reading {
    UtcSeconds seconds = 0;
    bool absolute = false;
};

std::optional<Reading> parse_reading(std::string_view text) {
    if (const auto moment = parse_moment(text)) return Reading{*moment, true};
    if (const auto clock = parse_clock(text)) return Reading{*clock, false};
    return {};
}

/// Whether most rows are older than the one before: only then can the hour that a clock shows twice
/// be told apart.
bool is_newest_first(const std::vector<Reading>& readings) {
    std::ptrdiff_t rises = 0;
    for (std::size_t i = 1; i < readings.size(); ++i) {
        if (readings[i].seconds != readings[i - 1].seconds)
            rises += readings[i].seconds > readings[i - 1].seconds ? 1 : -1;
    }
    return rises < 0;
}

class Rows {
  public:
    Rows(const CsvFile& text, const RowForm& form, const MeasuredFile& file, TimedTable& table)
        : text_(text), form_(form), file_(file), table_(table), clock_(file.clock) {}

    void read() {
        std::vector<Reading> readings;
        for (std::size_t row = 0; row < text_.rows.size(); ++row) {
            if (const auto reading = read_row(row)) readings.push_back(*reading);
        }
        settle(readings);
        problems_.throw_if_any();
    }

  private:
    void malformed(const std::string& place, const std::string& why) {
        if (file_.skip_malformed) {
            table_.skipped.push_back(fmt::format("{}: {}", place, why));
        } else {
            problems_.add(fmt::format("{}:{}: {}", table_.path, place, why));
        }
    }

    /// Appends the row to the table, its moment still to be settled.
    std::optional<Reading> read_row(std::size_t row) {
        const std::vector<std::string>& fields = text_.rows[row];
        const std::string place = std::to_string(text_.lines[row]);
        if (fields.size() != text_.header.size()) {
            malformed(place, fmt::format("{} fields where the header has {}", fields.size(),
                                         text_.header.size()));
            return {};
        }
        const auto reading = parse_reading(fields[form_.time_column]);
        if (!reading) {
            malformed(place,
                      fmt::format("{} is '{:.60}': not a moment as 2023-07-04 16:00:00",
                                  text_.header[form_.time_column], fields[form_.time_column]));
            return {};
        }
        TimedRow timed{reading->seconds, {}, place};
        for (const std::size_t column : form_.value_columns) {
            const std::string& field = fields[column];
            const auto value = is_gap(field) ? std::nan("") : parse_number(field);
            if (!value) {
                malformed(place,
                          fmt::format("{} is '{:.60}': not a number", text_.header[column], field));
                return {};
            }
            timed.values.push_back(*value);
        }
        table_.rows.push_back(std::move(timed));
        return reading;
    }

    /// Clock readings become moments, in the order of time.
    void settle(const std::vector<Reading>& readings) {
        const bool backwards = is_newest_first(readings);
        std::optional<UtcSeconds> before;
        std::vector<bool> left_out(readings.size(), false);
        for (std::size_t i = 0; i < readings.size(); ++i) {
            const std::size_t row = backwards ? readings.size() - 1 - i : i;
            if (readings[row].absolute) continue;
            const std::vector<UtcSeconds> moments = clock_.moments(readings[row].seconds);
            if (moments.empty()) {
                const bool known = clock_.knows(readings[row].seconds);
                malformed(
                    table_.rows[row].place,
                    known
                        ? fmt::format("the clock {} never shows that hour: it is put forward",
                                      file_.clock)
                        : fmt::format("the clock {} has had its rule for summer since {} only; "
                                      "write moments with their offset, as 2004-07-04 16:00-04:00",
                                      file_.clock, clock_.first_year()));
                left_out[row] = true;
                continue;
            }
            const bool second = moments.size() > 1 && before && *before >= moments.front();
            before = second ? moments.back() : moments.front();
            table_.rows[row].moment = *before;
        }
        std::size_t kept = 0;
        for (std::size_t row = 0; row < table_.rows.size(); ++row) {
            if (left_out[row]) continue;
            if (kept != row) table_.rows[kept] = std::move(table_.rows[row]);
            ++kept;
        }
        table_.rows.resize(kept);
    }

    const CsvFile& text_;
    const RowForm& form_;
    const MeasuredFile& file_;
    TimedTable& table_;
    LocalClock clock_;
    ProblemList problems_;
};

}  // namespace

void read_rows(const CsvFile& text, const RowForm& form, const MeasuredFile& file,
               TimedTable& table) {
    Rows(text, form, file, table).read();
    if (table.rows.empty()) throw InputError(fmt::format("{}: holds no measurements", file.path));
}

}  // namespace nightwatt
