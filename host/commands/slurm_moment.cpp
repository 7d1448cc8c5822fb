#include "commands/slurm_moment.hpp"

#include <fmt/format.h>

#include <chrono>
#include <optional>

#include "errors.hpp"
#include "instance/in_quotes.hpp"
#include "io/import/utc_time.hpp"

namespace nightwatt {

std::int64_t unix_time_s() {
    return std::chrono::duration_cast<std::chrono::seconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

std::int64_t time_zero_s(const std::string& begin, const Instance& instance) {
    if (begin == "now") return unix_time_s();
    const std::string& text = begin.empty() ? instance.epoch : begin;
    const std::optional<UtcSeconds> moment = parse_moment(text);
    if (moment) return *moment;
    throw UsageError(
        fmt::format("{}: is no moment; write 2026-01-31T18:00:00Z, or now", in_quotes(text)));
}

}  // namespace nightwatt
