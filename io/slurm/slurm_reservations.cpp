#include "io/slurm/slurm_reservations.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "config/read_number.hpp"
#include "errors.hpp"
#include "instance/in_quotes.hpp"
#include "io/slurm/job_names.hpp"
#include "io/slurm/slurm_hosts.hpp"
#include "io/slurm/slurm_json.hpp"

namespace nightwatt {

namespace {

constexpr std::int64_t hour_s = 3600;
constexpr std::int64_t day_s = 24 * hour_s;

/// Those of working days and of weekends count every day, which keeps more nodes than they do.
std::int64_t period_s(const std::vector<std::string>& flags) {
    for (const std::string& flag : flags) {
        if (flag == "HOURLY") return hour_s;
        if (flag == "DAILY" || flag == "WEEKDAY" || flag == "WEEKEND") return day_s;
        if (flag == "WEEKLY") return 7 * day_s;
    }
    return 0;
}

std::int64_t moment_s(const std::string& value, const std::string& word, const std::string& path) {
    constexpr std::int64_t latest_s = 100'000'000'000;  // nobody's; sums stay far from overflow
    const auto moment = read_number<std::int64_t>(value);
    if (moment && *moment >= 0 && *moment <= latest_s) return *moment;
    throw InputError(fmt::format(
        "{}: {}: is no Unix time; make it by SLURM_TIME_FORMAT=%s scontrol show reservation", path,
        in_quotes(word)));
}

SlurmReservation reservation(const std::string& text, const std::string& path) {
    SlurmReservation row;
    for (const std::string& word : slurm_words(text, " \n\t\r")) {
        const std::size_t equals = std::min(word.find('='), word.size());
        const std::string key = word.substr(0, equals);
        const std::string value = equals < word.size() ? word.substr(equals + 1) : "";
        if (key == "Comment") break;  // anybody's words, behind all that counts
        if (value == "(null)") continue;
        if (key == "ReservationName") row.name = value;
        if (key == "StartTime") row.start_s = moment_s(value, word, path);
        if (key == "EndTime") row.end_s = moment_s(value, word, path);
        if (key == "Flags") row.every_s = period_s(slurm_words(value, ","));
        if (key == "Nodes" && !value.empty()) {  // nothing: of licences alone
            row.nodes = parse_slurm_hosts(value);
            if (row.nodes.empty()) {
                throw InputError(fmt::format("{}: {}: is no list of nodes", path, in_quotes(word)));
            }
        }
    }
    if (row.start_s >= row.end_s) {
        throw InputError(fmt::format("{}: reservation {} does not end after it begins", path,
                                     in_quotes(row.name)));
    }
    return row;
}

}  // namespace

std::vector<SlurmReservation> parse_slurm_reservations(const std::string& text,
                                                       const std::string& path) {
    constexpr std::string_view first_word = "ReservationName=";
    constexpr std::string_view next_line = "\nReservationName=";
    std::size_t at = text.starts_with(first_word) ? 0 : text.find(next_line);
    if (at == std::string::npos && !text.starts_with("No reservations")) {
        throw InputError(
            fmt::format("{}: has no reservations, nor says that there are none; make it by "
                        "SLURM_TIME_FORMAT=%s scontrol show reservation",
                        path));
    }
    std::vector<SlurmReservation> rows;
    while (at != std::string::npos) {
        const std::size_t next = text.find(next_line, at + 1);
        SlurmReservation row = reservation(text.substr(at, next - at), path);
        if (!row.nodes.empty() && !is_night_of_jobs(row.name)) rows.push_back(std::move(row));
        at = next;
    }
    return rows;
}

SlurmWindows::SlurmWindows(const std::vector<SlurmReservation>& reservations, std::int64_t start_s,
                           double hours)
    : horizon_s_(hours * static_cast<double>(hour_s)) {
    for (const SlurmReservation& row : reservations) {
        std::int64_t first_s = row.start_s - start_s;
        const std::int64_t length_s = row.end_s - row.start_s;
        // One that comes again may have begun long ago: from the last that ends before time 0.
        if (row.every_s > 0 && first_s + length_s < 0) {
            first_s += (-first_s - length_s) / row.every_s * row.every_s;
        }
        for (; static_cast<double>(first_s) < horizon_s_; first_s += row.every_s) {
            for (const std::string& node : row.nodes) {
                reserved_[node].emplace_back(first_s, first_s + length_s);
            }
            if (row.every_s == 0) break;
        }
    }
    for (auto& [node, stretches] : reserved_) std::sort(stretches.begin(), stretches.end());
}

std::optional<SlurmWindows::Window> SlurmWindows::of(const std::string& node) const {
    const auto found = reserved_.find(node);
    if (found == reserved_.end()) return Window{0, horizon_s_};
    Window longest;
    double free_s = 0;  // from here on, until the next reservation
    const auto offer = [&](double end_s) {
        if (end_s - free_s > longest.close_s - longest.open_s) longest = {free_s, end_s};
    };
    for (const auto& [first_s, end_s] : found->second) {
        offer(std::min(first_s, horizon_s_));
        free_s = std::max(free_s, end_s);
    }
    offer(horizon_s_);
    if (longest.close_s <= longest.open_s) return std::nullopt;
    return longest;
}

}  // namespace nightwatt
