#include <cmath>
#include <type_traits>

#include "instance/check_parts.hpp"
#include "instance/check_ranges.hpp"
#include "instance/in_quotes.hpp"
#include "instance/tables.hpp"

namespace nightwatt {

namespace {

/// YYYY-MM-DDThh:mm:ssZ, a moment that exists.
bool is_epoch(const std::string& text) {
    constexpr std::string_view pattern = "dddd-dd-ddTdd:dd:ddZ";
    if (text.size() != pattern.size()) return false;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const bool digit = text[i] >= '0' && text[i] <= '9';
        if (pattern[i] == 'd' ? !digit : text[i] != pattern[i]) return false;
    }
    const auto number = [&](std::size_t at, std::size_t digits) {
        return std::stoi(text.substr(at, digits));
    };
    const int year = number(0, 4);
    const int month = number(5, 2);
    const int day = number(8, 2);
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12 || year < 1) return false;
    return day >= 1 && day <= days[month - 1] + (leap && month == 2 ? 1 : 0) &&
           number(11, 2) < 24 && number(14, 2) < 60 && number(17, 2) < 60;
}

bool is_whole_ms(double seconds) {
    const double ms = seconds * 1000.0;
    return std::abs(ms - std::round(ms)) <= 1e-6 * std::max(1.0, std::abs(ms) * 1e-6);
}

void check_horizon(const Instance& instance, CheckProblems& problems) {
    const double horizon_ms = std::round(instance.horizon_s * 1000.0);
    const double slot_ms = std::round(instance.slot_s * 1000.0);
    if (!is_whole_ms(instance.slot_s) || slot_ms < 1) {
        problems.add("slot_s", "attribute slot_s: is {} s, not a whole number of milliseconds",
                     instance.slot_s);
        return;
    }
    if (!is_whole_ms(instance.horizon_s)) {
        problems.add("horizon_s",
                     "attribute horizon_s: is {} s, not a whole number of milliseconds",
                     instance.horizon_s);
    } else if (std::fmod(horizon_ms, slot_ms) != 0) {
        problems.add("horizon_s",
                     "attribute horizon_s: {} s is not a whole number of slots of {} s",
                     instance.horizon_s, instance.slot_s);
    }
}

void check_benchmark(const Benchmark& benchmark, CheckProblems& problems) {
    if (benchmark.name.empty()) return;
    if (benchmark.objective != "makespan" && benchmark.objective != "cost") {
        problems.add("benchmark",
                     "attribute benchmark_objective: is {}; must be 'makespan' or 'cost'",
                     in_quotes(benchmark.objective));
    }
}

}  // namespace

void check_attributes(const Instance& instance, CheckProblems& problems) {
    bool times_sound = true;
    visit_attributes(instance, [&](const Column& column, const auto& value) {
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(value)>, double>) {
            if (const char* const rule = broken_rule(column, value)) {
                problems.add(column.name, "attribute {}: is {}; {}", column.name, value, rule);
                times_sound = times_sound && column.name != "horizon_s" && column.name != "slot_s";
            }
        }
    });
    if (times_sound) check_horizon(instance, problems);
    if (!is_epoch(instance.epoch)) {
        problems.add("epoch",
                     "attribute epoch: is {}; must be a UTC moment as 2024-01-31T18:00:00Z",
                     in_quotes(instance.epoch));
    }
    if (instance.currency.empty() || instance.currency.size() > 32 ||
        printable(instance.currency) != instance.currency) {
        problems.add("currency", "attribute currency: is {}; must be a short name such as 'EUR'",
                     in_quotes(instance.currency));
    }
    if (instance.carbon_kind != "average" && instance.carbon_kind != "marginal") {
        problems.add("carbon_kind", "attribute carbon_kind: is {}; must be 'average' or 'marginal'",
                     in_quotes(instance.carbon_kind));
    }
    check_benchmark(instance.benchmark, problems);
}

}  // namespace nightwatt
