#include "io/table_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "config/nearest_name.hpp"
#include "errors.hpp"
#include "instance/in_quotes.hpp"
#include "io/column_label.hpp"

namespace nightwatt {

void FileProblems::add(std::string_view object, std::string_view why) {
    problems_.push_back(fmt::format("{}: {}: {}", path_, printable(object), why));
}

void FileProblems::finish() {
    if (!problems_.empty()) throw InputError(std::move(problems_));
}

TableReader::TableReader(std::string_view name, bool optional, Hdf5Table* table, std::string epoch,
                         FileProblems& problems)
    : name_(name), table_(table), epoch_(std::move(epoch)), problems_(problems) {
    if (table_ == nullptr) {
        if (!optional) problems_.add("/" + name_, "is missing: there is no such group");
        return;
    }
    // The length that most columns have: so that the message names the odd one.
    std::vector<std::size_t> lengths;
    for (const Hdf5Column& column : table_->columns) {
        if (column.values.index() != 0) lengths.push_back(value_count(column.values));
    }
    std::ptrdiff_t most = 0;
    for (const std::size_t length : lengths) {
        const auto same = std::count(lengths.begin(), lengths.end(), length);
        if (same > most) {
            most = same;
            rows_ = length;
        }
    }
}

std::string TableReader::place(std::string_view column) const {
    return fmt::format("/{}/{}", name_, column);
}

void TableReader::wrong_kind(std::string_view column, const Hdf5Values& values,
                             std::string_view expected) {
    problems_.add(place(column), fmt::format("must hold {}, not {}", expected, kind_name(values)));
}

bool TableReader::usable(const Column& column, const Hdf5Column& stored) {
    const std::size_t count = value_count(stored.values);
    if (count != rows_) {
        problems_.add(
            place(column.name),
            fmt::format("has {} rows where the table's other columns have {}", count, rows_));
        return false;
    }
    const std::string units = file_units(column, epoch_);
    if (!stored.units.empty() && !units.empty() && stored.units != units) {
        problems_.add(place(column.name), fmt::format("has the units {}; they must be '{}'",
                                                      in_quotes(stored.units), units));
        return false;
    }
    return true;
}

Hdf5Column* TableReader::find(const Column& column) {
    known_.emplace_back(column.name);
    if (table_ == nullptr) return nullptr;
    for (Hdf5Column& stored : table_->columns) {
        if (stored.name == column.name) return usable(column, stored) ? &stored : nullptr;
    }
    if (!column.fallback) {
        problems_.add(place(column.name), fmt::format("is missing: {}", column.help));
    }
    return nullptr;
}

void TableReader::take(const Column& column, std::vector<double>& values) {
    Hdf5Column* const stored = find(column);
    if (stored == nullptr) {
        values.assign(rows_, column.fallback.value_or(0.0));
    } else if (auto* const real = std::get_if<std::vector<double>>(&stored->values)) {
        values = std::exchange(*real, {});
    } else if (const auto* const whole = std::get_if<std::vector<std::int64_t>>(&stored->values)) {
        values.assign(whole->begin(), whole->end());
    } else if (const auto* const large = std::get_if<std::vector<std::uint64_t>>(&stored->values)) {
        values.assign(large->begin(), large->end());
    } else {
        wrong_kind(column.name, stored->values, "numbers");
    }
}

template <class Value, class Stored>
void TableReader::narrow(const Column& column, const std::vector<Stored>& stored,
                         std::vector<Value>& values) {
    const auto wrong = std::find_if(stored.begin(), stored.end(),
                                    [](Stored value) { return !std::in_range<Value>(value); });
    if (wrong != stored.end()) {
        problems_.add(fmt::format("{}[{}]", place(column.name), wrong - stored.begin()),
                      fmt::format("is {}, which no such column can hold", *wrong));
        values.assign(rows_, Value{0});
        return;
    }
    values.assign(stored.begin(), stored.end());
}

template <class Value>
void TableReader::take_whole(const Column& column, std::vector<Value>& values) {
    Hdf5Column* const stored = find(column);
    if (stored == nullptr) {
        values.assign(rows_, static_cast<Value>(column.fallback.value_or(0.0)));
    } else if (const auto* const whole = std::get_if<std::vector<std::int64_t>>(&stored->values)) {
        narrow(column, *whole, values);
    } else if (const auto* const large = std::get_if<std::vector<std::uint64_t>>(&stored->values)) {
        narrow(column, *large, values);
    } else {
        wrong_kind(column.name, stored->values, "whole numbers (an integer type)");
    }
}

void TableReader::take(const Column& column, std::vector<std::int32_t>& values) {
    take_whole(column, values);
}
void TableReader::take(const Column& column, std::vector<std::uint32_t>& values) {
    take_whole(column, values);
}
void TableReader::take(const Column& column, std::vector<std::int64_t>& values) {
    take_whole(column, values);
}
void TableReader::take(const Column& column, std::vector<std::uint64_t>& values) {
    take_whole(column, values);
}

void TableReader::take(const Column& column, std::vector<std::string>& values) {
    Hdf5Column* const stored = find(column);
    if (stored == nullptr) {
        values.assign(rows_, "");
    } else if (auto* const texts = std::get_if<std::vector<std::string>>(&stored->values)) {
        values = std::exchange(*texts, {});
    } else {
        wrong_kind(column.name, stored->values, "texts");
    }
}

void TableReader::take_milliseconds(const Column& column, std::vector<std::int64_t>& values) {
    // Up to some centuries a double holds whole milliseconds, written as seconds, without loss.
    constexpr double max_s = 1e10;
    std::vector<double> seconds;
    take(column, seconds);
    values.assign(seconds.size(), 0);
    for (std::size_t i = 0; i < seconds.size(); ++i) {
        if (!(std::abs(seconds[i]) <= max_s)) {
            problems_.add(fmt::format("{}[{}]", place(column.name), i),
                          fmt::format("is {}, which is no moment", seconds[i]));
            return;
        }
        values[i] = std::llround(seconds[i] * 1000.0);
    }
}

void TableReader::finish() {
    if (table_ == nullptr) return;
    for (const Hdf5Column& column : table_->columns) {
        if (column.name == row_coordinate) continue;
        if (std::find(known_.begin(), known_.end(), column.name) == known_.end()) {
            problems_.add(place(column.name), "is not known" + suggestion(column.name, known_));
        }
    }
}

}  // namespace nightwatt
