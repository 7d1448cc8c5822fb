#include "config/nearest_name.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <vector>

namespace nightwatt {

namespace {

/// Longer names are not compared: nobody mistypes one, and the cost is quadratic.
constexpr std::size_t longest_name = 120;

bool same_letter(char a, char b) {
    const auto lower = [](char c) { return std::tolower(static_cast<unsigned char>(c)); };
    return lower(a) == lower(b);
}

/// Optimal string alignment distance: d[i][j] turns the first i letters of a into the first j of b.
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::array<std::vector<std::size_t>, 3> rows;  // i - 2, i - 1, i
    for (auto& row : rows) row.assign(b.size() + 1, 0);
    for (std::size_t j = 0; j <= b.size(); ++j) rows[2][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::rotate(rows.begin(), rows.begin() + 1, rows.end());
        rows[2][0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const bool same = same_letter(a[i - 1], b[j - 1]);
            std::size_t best = rows[1][j - 1] + (same ? 0 : 1);
            best = std::min({best, rows[1][j] + 1, rows[2][j - 1] + 1});
            const bool exchanged = i > 1 && j > 1 && same_letter(a[i - 1], b[j - 2]) &&
                                   same_letter(a[i - 2], b[j - 1]);
            if (exchanged) best = std::min(best, rows[0][j - 2] + 1);
            rows[2][j] = best;
        }
    }
    return rows[2][b.size()];
}

std::string_view last_part(std::string_view name) {
    const std::size_t dot = name.rfind('.');
    return dot == std::string_view::npos ? name : name.substr(dot + 1);
}

/// A third of the letters may be wrong, at least two, but no more than half: beyond that it is
/// another word.
std::size_t tolerance(std::string_view name) {
    return std::min(std::max<std::size_t>(2, name.size() / 3), name.size() / 2);
}

/// The name whose part(name) is nearest to that of `given`.
template <class Part>
std::string nearest_by(std::string_view given, std::span<const std::string> names, Part&& part) {
    if (given.empty() || given.size() > longest_name) return {};
    const std::string_view given_part = part(given);
    std::string best;
    std::size_t best_distance = tolerance(given_part) + 1;
    for (const std::string& name : names) {
        const std::string_view name_part = part(name);
        const std::size_t distance = edit_distance(given_part, name_part);
        const std::size_t letters = std::min(given_part.size(), name_part.size());
        if (distance >= best_distance || distance >= letters) continue;
        best = name;
        best_distance = distance;
    }
    return best;
}

}  // namespace

std::string nearest_whole_name(std::string_view given, std::span<const std::string> names) {
    return nearest_by(given, names, [](std::string_view name) { return name; });
}

std::string nearest_name(std::string_view given, std::span<const std::string> names) {
    const std::string best = nearest_whole_name(given, names);
    return best.empty() ? nearest_by(given, names, last_part) : best;
}

std::string suggestion(std::string_view given, std::span<const std::string> names) {
    const std::string nearest = nearest_name(given, names);
    return nearest.empty() ? std::string{} : "; did you mean " + nearest + "?";
}

}  // namespace nightwatt
