#include "io/slurm/sacct_table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <ctime>
#include <optional>
#include <unordered_map>

#include "config/read_number.hpp"
#include "errors.hpp"
#include "instance/in_quotes.hpp"

namespace nightwatt {

namespace {

std::vector<std::string> fields(std::string_view line) {
    std::vector<std::string> parts;
    while (true) {
        const std::size_t end = std::min(line.find('|'), line.size());
        parts.emplace_back(line.substr(0, end));
        if (end == line.size()) return parts;
        line.remove_prefix(end + 1);
    }
}

/// "1795287752", "2026-11-21T19:02:32", "Unknown"; nothing: malformed.
std::optional<std::int64_t> moment(const std::string& text) {
    if (text.empty() || text == "Unknown" || text == "None" || text == "N/A" || text == "NONE")
        return 0;
    if (const auto seconds = read_number<std::int64_t>(text)) return seconds;
    std::tm time{};
    const char* const stop = ::strptime(text.c_str(), "%Y-%m-%dT%H:%M:%S", &time);
    if (stop == nullptr || *stop != '\0') return std::nullopt;
    time.tm_isdst = -1;
    return std::mktime(&time);
}

/// Joules as ConsumedEnergyRaw has them; nothing: malformed.
std::optional<double> energy_of(const std::string& text) {
    if (text.empty()) return 0;
    const auto energy_j = read_number<double>(text);
    return energy_j >= 0.0 && std::isfinite(*energy_j) ? energy_j : std::nullopt;
}

/// Slurm writes NO_VAL64 and INFINITE64, the last two numbers of 64 bits, where it has none.
bool is_void(double energy_j) {
    return energy_j >= 18446744073709551614.0;
}

/// Seconds of TimelimitRaw, minutes; 0: none. Nothing: malformed.
std::optional<std::int64_t> limit_of(const std::string& text) {
    if (text.empty() || text == "UNLIMITED" || text == "Partition_Limit") return 0;
    const auto minutes = read_number<std::uint32_t>(text);
    if (!minutes) return std::nullopt;
    return std::int64_t{60} * *minutes;
}

class SacctReader {
  public:
    explicit SacctReader(const std::string& path) : path_(path) {}

    void header(std::string_view line) {
        const std::vector<std::string> names = fields(line);
        const auto find = [&](std::string_view name) {
            return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) -
                                            names.begin());
        };
        std::vector<std::string> missing;
        for (std::size_t k = 0; k < needed.size(); ++k) {
            columns_[k] = find(needed[k]);
            if (columns_[k] == names.size()) missing.emplace_back(needed[k]);
        }
        if (!missing.empty()) {
            throw InputError(
                fmt::format("{}: line 1: the columns {} are missing; make the file by "
                            "SLURM_TIME_FORMAT=%s sacct -P -a -S TIME --format={}",
                            path_, fmt::join(missing, ", "), sacct_format));
        }
        energy_ = find("ConsumedEnergyRaw");
        user_ = find("User");
        qos_ = find("QOS");
        submit_ = find("Submit");
        limit_ = find("TimelimitRaw");
        tres_ = find("ReqTRES");
        count_ = names.size();
    }

    void line(std::string_view text, std::size_t number) {
        number_ = number;
        std::vector<std::string> parts = fields(text);
        join_name(parts);
        if (parts.size() != count_) {
            fail(fmt::format("has {} fields, not {}", parts.size(), count_));
        }
        const std::string& id = parts[columns_[0]];
        double energy_j = 0;
        bool energy_void = false;
        if (energy_ < parts.size()) {
            const std::optional<double> energy = energy_of(parts[energy_]);
            if (!energy) unreadable(id, "ConsumedEnergyRaw", parts[energy_], "a number of joules");
            energy_void = is_void(*energy);
            if (!energy_void) energy_j = *energy;
        }
        const std::size_t dot = id.find('.');
        if (dot != std::string::npos) {  // a step
            const auto job = row_of_.find(id.substr(0, dot));
            if (job == row_of_.end()) return;
            SacctRow& of_job = rows_[job->second];
            of_job.energy_j = std::max(of_job.energy_j, energy_j);
            of_job.energy_void = of_job.energy_void || energy_void;
            return;
        }
        if (id.find('[') != std::string::npos) return;  // elements that wait
        const std::int64_t start_s = moment_of(id, "Start", parts[columns_[4]]);
        const std::int64_t end_s = moment_of(id, "End", parts[columns_[5]]);
        const std::string& state = parts[columns_[3]];
        const std::string& node = parts[columns_[2]];
        row_of_[id] = rows_.size();
        rows_.push_back({id, parts[columns_[1]], node == "None assigned" ? "" : node,
                         state.substr(0, state.find(' ')), start_s, end_s, energy_j, energy_void,
                         "", "", 0, 0, ""});
        add_request(rows_.back(), parts);
    }

    std::vector<SacctRow> finish() { return std::move(rows_); }

  private:
    [[noreturn]] void fail(const std::string& why) const {
        throw InputError(fmt::format("{}: line {}: {}", path_, number_, why));
    }
    [[noreturn]] void unreadable(const std::string& id, std::string_view column,
                                 const std::string& value, std::string_view expected) const {
        fail(fmt::format("job {}: {} is {}, not {}", in_quotes(id), column, in_quotes(value),
                         expected));
    }

    [[nodiscard]] std::int64_t moment_of(const std::string& id, std::string_view column,
                                         const std::string& text) const {
        const std::optional<std::int64_t> seconds = moment(text);
        if (!seconds) unreadable(id, column, text, "Unix seconds or a time as 2026-11-21T19:02:32");
        return *seconds;
    }

    /// sacct does not say where a '|' belongs to a name; a job's is the only text that may have
    /// one.
    void join_name(std::vector<std::string>& parts) const {
        if (parts.size() <= count_) return;
        const auto name = parts.begin() + static_cast<std::ptrdiff_t>(columns_[1]);
        const auto behind = name + static_cast<std::ptrdiff_t>(parts.size() - count_ + 1);
        *name = fmt::format("{}", fmt::join(name, behind, "|"));
        parts.erase(name + 1, behind);
    }

    void add_request(SacctRow& row, const std::vector<std::string>& parts) const {
        const auto text = [&](std::size_t column) {
            return column < parts.size() ? parts[column] : "";
        };
        row.user = text(user_);
        row.qos = text(qos_);
        row.tres = text(tres_);
        row.submit_s = moment_of(row.job_id, "Submit", text(submit_));
        const std::optional<std::int64_t> limit_s = limit_of(text(limit_));
        if (!limit_s) {
            unreadable(row.job_id, "TimelimitRaw", text(limit_),
                       "whole minutes, UNLIMITED or Partition_Limit");
        }
        row.limit_s = *limit_s;
    }

    static constexpr std::array<std::string_view, 6> needed = {"JobID", "JobName", "NodeList",
                                                               "State", "Start",   "End"};
    std::string path_;
    std::size_t number_ = 1;  ///< of the line
    std::array<std::size_t, 6> columns_{};
    std::size_t energy_ = 0;
    std::size_t user_ = 0;
    std::size_t qos_ = 0;
    std::size_t submit_ = 0;
    std::size_t limit_ = 0;
    std::size_t tres_ = 0;
    std::size_t count_ = 0;
    std::vector<SacctRow> rows_;
    std::unordered_map<std::string, std::size_t> row_of_;
};

}  // namespace

std::vector<SacctRow> parse_sacct(const std::string& text, const std::string& path) {
    SacctReader reader(path);
    std::size_t number = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string_view line = std::string_view(text).substr(at, end - at);
        at = end + 1;
        ++number;
        if (line.empty()) continue;
        if (number == 1) {
            reader.header(line);
        } else {
            reader.line(line, number);
        }
    }
    if (number == 0) throw InputError(fmt::format("{}: is empty", path));
    return reader.finish();
}

std::vector<std::string> absent_requests(const std::string& text) {
    const std::vector<std::string> names =
        fields(std::string_view(text).substr(0, text.find('\n')));
    std::vector<std::string> absent;
    for (const char* name : {"User", "QOS", "Submit", "TimelimitRaw", "ReqTRES"}) {
        if (std::find(names.begin(), names.end(), name) == names.end()) absent.emplace_back(name);
    }
    return absent;
}

}  // namespace nightwatt
