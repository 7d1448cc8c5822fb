#include <algorithm>
#include <cmath>

#include "problem/problem_builder.hpp"

namespace nightwatt {

namespace {

constexpr double max_duration_ms = forbidden_run_ms - 1.0;
constexpr double max_power_mw = 4294967295.0;

Resources packed(const std::vector<std::vector<std::uint32_t>>& columns, std::size_t row) {
    Resources packed;
    for (std::size_t r = 0; r < columns.size(); ++r) {
        std::uint64_t& word = r < 2 ? packed.low : packed.high;
        word |= std::uint64_t{columns[r][row]} << (32 * (r % 2));
    }
    return packed;
}

}  // namespace

void ProblemBuilder::build_servers() {
    const ServerTable& table = instance_.servers;
    const LevelTable& levels = instance_.levels;
    ProblemView& view = problem_.scalars_;

    std::vector<std::uint32_t> level_count(instance_.classes.size(), 0);
    for (const std::int32_t k : levels.class_index) ++level_count[static_cast<std::size_t>(k)];
    first_mode_.assign(1, 0);
    for (std::uint32_t& count : level_count) {
        count = std::max(count, 1u);
        first_mode_.push_back(first_mode_.back() + count);
    }
    view.mode_count = first_mode_.back();

    problem_.servers_.resize(table.size());
    const auto fill = [&](const char* quantity, const char* unit, double maximum,
                          const std::vector<double>& column, double scale, auto&& set) {
        rounder_.begin(quantity, unit, maximum);
        for (std::size_t i = 0; i < table.size(); ++i) {
            set(problem_.servers_[i], rounder_.round(column[i], scale, i));
        }
    };
    fill("idle power", "mW", max_power_mw, table.idle_w, 1e3,
         [](ServerFacts& s, std::int64_t x) { s.idle_mw = static_cast<std::uint32_t>(x); });
    fill("sleep power", "mW", max_power_mw, table.sleep_w, 1e3,
         [](ServerFacts& s, std::int64_t x) { s.sleep_mw = static_cast<std::uint32_t>(x); });
    fill("wake time", "ms", max_duration_ms, table.wake_s, 1e3,
         [](ServerFacts& s, std::int64_t x) { s.wake_ms = static_cast<std::uint32_t>(x); });
    fill("wake energy", "uJ", 4e18, table.wake_j, 1e6,
         [](ServerFacts& s, std::int64_t x) { s.wake_uj = x; });
    fill("window opens", "ms", max_time_ms, table.open_s, 1e3,
         [](ServerFacts& s, std::int64_t x) { s.first_start_ms = x + s.wake_ms; });

    rounder_.begin("window closes", "ms", max_time_ms);
    for (std::size_t i = 0; i < table.size(); ++i) {
        ServerFacts& server = problem_.servers_[i];
        const auto k = static_cast<std::size_t>(table.class_index[i]);
        server.close_ms = std::isnan(table.close_s[i])
                              ? view.horizon_ms
                              : std::min(view.horizon_ms, rounder_.round(table.close_s[i], 1e3, i));
        server.capacity = packed(table.capacity, i);
        server.site = static_cast<std::uint32_t>(table.site[i]);
        server.first_mode = first_mode_[k];
        server.levels = level_count[k];
    }
}

/// run = runtime * (b / phi + 1 - b), power = power * psi; rows with a level stand for themselves.
void ProblemBuilder::build_options() {
    const RuntimeTable& table = instance_.runtimes;
    const LevelTable& levels = instance_.levels;
    const std::size_t modes = problem_.scalars_.mode_count;

    std::vector<double> frequency(modes, 1);
    std::vector<double> power(modes, 1);
    std::vector<std::uint32_t> next = first_mode_;
    for (std::size_t row = 0; row < levels.size(); ++row) {
        const std::uint32_t mode = next[static_cast<std::size_t>(levels.class_index[row])]++;
        frequency[mode] = levels.relative_frequency[row];
        power[mode] = levels.relative_power[row];
    }

    problem_.options_.assign(instance_.tasks.size() * modes, {forbidden_run_ms, 0});
    std::vector<double> option_power(problem_.options_.size(), 0);
    rounder_.begin("runtime", "ms", max_duration_ms);
    for (std::size_t row = 0; row < table.size(); ++row) {
        const auto task = static_cast<std::size_t>(table.task[row]);
        const auto k = static_cast<std::size_t>(table.class_index[row]);
        const bool one_level = table.level[row] >= 0;
        const std::uint32_t first =
            first_mode_[k] + (one_level ? static_cast<std::uint32_t>(table.level[row]) : 0);
        const std::uint32_t last = one_level ? first + 1 : first_mode_[k + 1];
        const double b = instance_.tasks.frequency_sensitivity[task];
        for (std::uint32_t mode = first; mode < last; ++mode) {
            const double stretch = one_level ? 1 : b / frequency[mode] + 1 - b;
            const std::int64_t run_ms = rounder_.round(table.runtime_s[row] * stretch, 1e3, row);
            // A task shorter than half a millisecond still takes one: no work without time.
            problem_.options_[task * modes + mode].run_ms =
                static_cast<std::uint32_t>(std::max<std::int64_t>(run_ms, 1));
            option_power[task * modes + mode] = table.power_w[row] * (one_level ? 1 : power[mode]);
        }
    }
    rounder_.begin("task power", "mW", max_power_mw);
    for (std::size_t i = 0; i < problem_.options_.size(); ++i) {
        if (problem_.options_[i].run_ms == forbidden_run_ms) continue;
        problem_.options_[i].power_mw =
            static_cast<std::uint32_t>(rounder_.round(option_power[i], 1e3, i / modes));
    }
}

}  // namespace nightwatt
