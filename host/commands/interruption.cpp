#include "commands/interruption.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "signals.hpp"
#include "slurm_job.hpp"

namespace nightwatt {

namespace {

double unix_time_s() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration<double>(now).count();
}

}  // namespace

bool is_interruption(const std::string& stopped_by) {
    return stopped_by.starts_with("signal ") || stopped_by == end_of_job ||
           stopped_by == "told to" || stopped_by == device_failure;
}

Interruption::Interruption(double margin_s, std::function<std::string()> told)
    : told_(std::move(told)) {
    const std::optional<std::int64_t> job_end_s = slurm_job().end_time_s;
    if (!job_end_s || margin_s == 0) return;
    const auto end_s = static_cast<double>(*job_end_s);
    const double left_s = std::max(0.0, end_s - unix_time_s());
    end_s_ = end_s - std::min(margin_s, left_s / 2);
}

std::optional<double> Interruption::job_left_s() const {
    if (!end_s_) return std::nullopt;
    return std::max(0.0, *end_s_ - unix_time_s());
}

std::string Interruption::why() const {
    if (stop_requested()) return fmt::format("signal {}", stop_signal_name());
    if (end_s_ && unix_time_s() >= *end_s_) return std::string(end_of_job);
    if (told_ && !was_told_ && std::this_thread::get_id() == asks_) {
        told_why_ = told_();
        was_told_ = !told_why_.empty();
    }
    return was_told_ ? told_why_ : "";
}

}  // namespace nightwatt
