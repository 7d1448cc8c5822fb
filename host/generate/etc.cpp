#include "generate/etc.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <vector>

#include "errors.hpp"
#include "generate/etc_random.hpp"

namespace nightwatt {

namespace {

constexpr std::int64_t largest_seed = 0xFFFFFFFF;

void check(const EtcParameters& p) {
    std::vector<std::string> problems;
    const auto whole = [&](std::string_view name, std::int64_t value, std::int64_t least,
                           std::int64_t most) {
        if (value < least || value > most) {
            problems.push_back(
                fmt::format("{} is {}; it must be from {} to {}", name, value, least, most));
        }
    };
    const auto range = [&](std::string_view name, double value) {
        if (!(value > 0 && std::isfinite(value))) {
            problems.push_back(fmt::format("{} is {}; it must be above 0", name, value));
        }
    };
    constexpr std::int64_t most = 2'000'000'000;
    whole("tasks", p.tasks, 1, most);
    whole("servers", p.servers, 1, most);
    whole("seed", p.seed, 0, largest_seed);
    // The whole matrix is held as text and as rows of an instance.
    constexpr std::int64_t most_times = 50'000'000;
    if (problems.empty() && p.tasks > most_times / p.servers) {
        problems.push_back(
            fmt::format("{} tasks on {} servers are too many: at most {} times in all", p.tasks,
                        p.servers, most_times));
    }
    range("task range", p.task_range);
    range("machine range", p.machine_range);
    if (!problems.empty()) throw UsageError(problems);
}

bool is_sorted_row(Consistency consistency, std::int64_t task) {
    switch (consistency) {
        case Consistency::Consistent:
            return true;
        case Consistency::SemiConsistent:
            return task % 2 == 0;
        case Consistency::Inconsistent:
            return false;
    }
    return false;
}

}  // namespace

std::string_view name_of(Consistency consistency) {
    switch (consistency) {
        case Consistency::Consistent:
            return "consistent";
        case Consistency::SemiConsistent:
            return "semi-consistent";
        case Consistency::Inconsistent:
            return "inconsistent";
    }
    return "";
}

std::string generate_etc(const EtcParameters& p) {
    check(p);
    Drand48 drand48(static_cast<std::uint32_t>(p.seed));
    std::string text =
        fmt::format("{} {} {}\n", p.tasks, p.servers, static_cast<int>(p.consistency));
    std::vector<float> row(static_cast<std::size_t>(p.servers));
    for (std::int64_t task = 0; task < p.tasks; ++task) {
        const auto tau = static_cast<float>(p.task_range * drand48());
        for (float& time : row) {
            time = static_cast<float>(static_cast<double>(tau) * p.machine_range * drand48());
        }
        if (is_sorted_row(p.consistency, task)) std::sort(row.begin(), row.end());
        for (const float time : row) {
            fmt::format_to(std::back_inserter(text), "{:.2f}\n", static_cast<double>(time));
        }
    }
    return text;
}

std::string etc_name(const EtcParameters& p) {
    return fmt::format("{}x{} {}, ranges {} and {}, seed {}", p.tasks, p.servers,
                       name_of(p.consistency), p.task_range, p.machine_range, p.seed);
}

std::string describe(const EtcParameters& p) {
    return fmt::format(
        "Synthetic ETC matrix by the range-based method: {} tasks, {} servers, task range {}, "
        "machine range {}, {}, seed {} of drand48.",
        p.tasks, p.servers, p.task_range, p.machine_range, name_of(p.consistency), p.seed);
}

}  // namespace nightwatt
