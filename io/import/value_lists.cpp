#include "io/import/value_lists.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string_view>

#include "instance/tables.hpp"
#include "io/import/csv_fields.hpp"

namespace nightwatt {

namespace {

struct Pair {
    std::string_view name;
    double value = 0;
};

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(' ');
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::optional<Pair> parse_pair(std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return {};
    const std::string_view name = trimmed(text.substr(0, colon));
    const auto value = parse_number(trimmed(text.substr(colon + 1)));
    if (name.empty() || !value) return {};
    return Pair{name, *value};
}

}  // namespace

std::vector<double> by_resource(const std::vector<std::string>& texts,
                                const std::vector<std::string>& resources, const std::string& where,
                                ProblemList& problems) {
    std::vector<double> values(resources.size(), 0.0);
    std::vector<bool> given(resources.size(), false);
    for (const std::string& text : texts) {
        const auto pair = parse_pair(text);
        if (!pair || pair->value < 0) {
            problems.add(
                fmt::format("{}: '{}': write \"resource: number\", not negative", where, text));
            continue;
        }
        const auto found = std::find(resources.begin(), resources.end(), pair->name);
        if (found == resources.end()) {
            problems.add(fmt::format("{}: no resource '{}'; there are: {}", where, pair->name,
                                     fmt::join(resources, ", ")));
            continue;
        }
        const auto r = static_cast<std::size_t>(found - resources.begin());
        if (given[r]) problems.add(fmt::format("{}: '{}' stands twice", where, pair->name));
        given[r] = true;
        values[r] = pair->value;
    }
    return values;
}

std::vector<std::uint32_t> units_by_resource(const std::vector<std::string>& texts,
                                             const std::vector<std::string>& resources,
                                             const std::string& where, ProblemList& problems) {
    std::vector<std::uint32_t> units;
    for (const double value : by_resource(texts, resources, where, problems)) {
        const bool whole = value == std::floor(value) && value <= max_resource_units;
        if (!whole)
            problems.add(fmt::format("{}: {} is not a whole number up to {}", where, value,
                                     max_resource_units));
        units.push_back(whole ? static_cast<std::uint32_t>(value) : 0);
    }
    return units;
}

std::vector<Point> points(const std::vector<std::string>& texts, const std::string& where,
                          ProblemList& problems) {
    std::vector<Point> result;
    for (const std::string& text : texts) {
        const auto pair = parse_pair(text);
        const auto x = pair ? parse_number(pair->name) : std::nullopt;
        if (x)
            result.push_back({*x, pair->value});
        else
            problems.add(fmt::format("{}: '{}': write \"number: number\"", where, text));
    }
    return result;
}

}  // namespace nightwatt
