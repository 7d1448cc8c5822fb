#include "progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "log.hpp"

namespace nightwatt {

namespace {

constexpr double live_interval_s = 0.2;
constexpr double plain_interval_s = 5;

/// Three significant digits and a prefix: "1.23 M".
std::string short_number(double value) {
    constexpr std::array<const char*, 5> prefixes = {"", " k", " M", " G", " T"};
    std::size_t prefix = 0;
    while (value >= 999.5 && prefix + 1 < prefixes.size()) {
        value /= 1000;
        ++prefix;
    }
    const int decimals = value >= 99.95 || prefix == 0 ? 0 : value >= 9.995 ? 1 : 2;
    return fmt::format("{:.{}f}{}", value, decimals, prefixes[prefix]);
}

std::string clock_text(double seconds) {
    const auto whole = static_cast<std::int64_t>(std::ceil(seconds));
    if (whole < 3600) return fmt::format("{}:{:02}", whole / 60, whole % 60);
    return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

/// By the time limit or by the pace of the generations so far, whichever ends first; infinite where
/// there is no limit.
double seconds_left(const ProgressState& state) {
    double left = std::numeric_limits<double>::infinity();
    if (state.time_limit_s > 0) left = state.time_limit_s - state.seconds;
    if (state.generations > 0 && state.generation > 0) {
        const double per_generation = state.seconds / static_cast<double>(state.generation);
        const auto to_go = static_cast<double>(state.generations - state.generation);
        left = std::min(left, per_generation * to_go);
    }
    return std::max(0.0, left);
}

}  // namespace

std::string progress_text(const ProgressState& state) {
    std::string text = state.part.empty() ? "" : state.part + "  ";
    text += fmt::format("generation {}", state.generation);
    if (state.generations > 0) text += fmt::format(" of {}", state.generations);
    text += fmt::format("  cost {:.{}f}", state.best_cost, std::abs(state.best_cost) < 100 ? 4 : 2);
    text += fmt::format("  {:.1f} kWh  {} late", state.energy_kwh, state.late_tasks);
    if (state.seconds > 0)
        text += fmt::format("  {} plans/s",
                            short_number(static_cast<double>(state.evaluations) / state.seconds));
    const double left = seconds_left(state);
    if (std::isfinite(left)) text += fmt::format("  {} left", clock_text(left));
    // Last, since a live line ends where the terminal does.
    if (state.gap >= 0 && std::isfinite(state.gap))
        text += fmt::format("  gap {:.2f} %", 100 * state.gap);
    return text;
}

Progress::Progress()
    : silent_(verbosity() == Verbosity::Quiet),
      live_(log_is_live()),
      next_s_(live_ ? 0 : plain_interval_s) {}

void Progress::show(const ProgressState& state) {
    if (silent_ || state.seconds < next_s_) return;
    shown_generation_ = state.generation;
    next_s_ = state.seconds + (live_ ? live_interval_s : plain_interval_s);
    if (live_)
        log_live_line(progress_text(state));
    else
        log_info(progress_text(state));
}

void Progress::finish(const ProgressState& state) {
    next_s_ = 0;
    if (shown_generation_ != state.generation) show(state);
    end_live_line();
}

}  // namespace nightwatt
