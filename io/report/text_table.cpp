#include "io/report/text_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <sstream>

namespace nightwatt {

std::size_t columns_of(const std::string& text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

TextTable::TextTable(std::vector<Head> heads) : heads_(std::move(heads)) {}

void TextTable::add(std::vector<std::string> cells) {
    rows_.push_back(std::move(cells));
}

std::string TextTable::text() const {
    std::vector<std::string> names;
    std::vector<std::size_t> widths;
    for (const Head& head : heads_) {
        names.push_back(head.name);
        widths.push_back(columns_of(head.name));
    }
    for (const auto& row : rows_) {
        for (std::size_t i = 0; i != row.size(); ++i)
            widths[i] = std::max(widths[i], columns_of(row[i]));
    }
    std::string result;
    const auto add_line = [&](const std::vector<std::string>& cells) {
        std::string line;
        for (std::size_t i = 0; i != cells.size(); ++i) {
            const std::string padding(widths[i] - columns_of(cells[i]), ' ');
            line += "  ";
            line += heads_[i].side == Side::Left ? cells[i] + padding : padding + cells[i];
        }
        line.erase(line.find_last_not_of(' ') + 1);
        result += line + '\n';
    };
    add_line(names);
    for (const auto& row : rows_) add_line(row);
    return result;
}

int decimals_for(double largest) {
    const double magnitude = std::abs(largest);
    if (magnitude >= 1e5) return 0;
    if (magnitude >= 1e4) return 1;
    if (magnitude >= 1e2) return 2;
    if (magnitude >= 1) return 3;
    if (magnitude >= 1e-2 || magnitude == 0) return 4;
    return 7;
}

std::string number_text(double value, int decimals) {
    if (!std::isfinite(value)) return "-";
    std::string text = fmt::format("{:.{}f}", value, decimals);
    const bool zero = text.find_first_of("123456789") == std::string::npos;
    if (zero && text.front() == '-') text.erase(0, 1);
    return text;
}

std::string number_text(double value) {
    return value == 0 ? "0" : number_text(value, decimals_for(value));
}

std::string floor_text(double value, int decimals) {
    const std::string nearest = number_text(value, decimals);
    if (!std::isfinite(value) || std::stod(nearest) <= value) return nearest;
    return number_text(std::stod(nearest) - std::pow(10, -decimals), decimals);
}

std::string floor_text(double value) {
    return value == 0 ? "0" : floor_text(value, decimals_for(value));
}

std::string ceil_text(double value, int decimals) {
    const std::string nearest = number_text(value, decimals);
    if (!std::isfinite(value) || std::stod(nearest) >= value) return nearest;
    return number_text(std::stod(nearest) + std::pow(10, -decimals), decimals);
}

std::string ceil_text(double value) {
    return value == 0 ? "0" : ceil_text(value, decimals_for(value));
}

std::string percent_text(double share) {
    return number_text(100 * share, 1) + " %";
}

std::string duration_text(double seconds) {
    if (seconds < 60) return fmt::format("{:.3g} s", seconds);
    const auto whole = static_cast<std::int64_t>(std::llround(seconds));
    if (whole < 3600) {
        return whole % 60 == 0 ? fmt::format("{} min", whole / 60)
                               : fmt::format("{} min {} s", whole / 60, whole % 60);
    }
    return fmt::format("{} h {:02} min", whole / 3600, whole / 60 % 60);
}

std::string wrapped_text(const std::string& sentence) {
    std::string result;
    std::string line(1, ' ');
    std::istringstream words(sentence);
    for (std::string word; words >> word;) {
        if (line.size() + 1 + columns_of(word) > text_columns) {
            result += line + '\n';
            line.resize(1);
        }
        line += ' ' + word;
    }
    if (line.size() > 1) result += line + '\n';
    return result;
}

}  // namespace nightwatt
