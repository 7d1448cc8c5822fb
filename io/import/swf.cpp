#include "io/import/swf.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string_view>
#include <unordered_map>

#include "instance/columns.hpp"
#include "instance/tables.hpp"
#include "io/import/csv_fields.hpp"
#include "io/import/problem_list.hpp"
#include "io/import/text_file.hpp"

namespace nightwatt {

namespace {

constexpr std::size_t fields = 18;
using Record = std::array<double, fields>;
constexpr double unknown = -1;  // by the standard

// Fields by the standard's numbers, from 0 here.
enum Field : std::size_t {
    job = 0,
    submit = 1,
    wait = 2,
    runtime = 3,
    allocated = 4,
    requested_processors = 7,
    requested_time = 8,
    status = 10,
    user = 11,
    executable = 13,
    queue = 14
};

struct Skipped {
    std::size_t no_runtime = 0;
    std::size_t no_processors = 0;
    std::size_t partial = 0;
    std::size_t cancelled = 0;
};

/// Reads the numbers of a line; returns what is wrong with it, empty for nothing.
std::string read_record(std::string_view line, Record& record) {
    std::size_t count = 0;
    std::size_t at = 0;
    while ((at = line.find_first_not_of(" \t", at)) != std::string_view::npos) {
        const std::size_t end = std::min(line.find_first_of(" \t", at), line.size());
        const std::string_view word = line.substr(at, end - at);
        if (count == fields) return "more than 18 numbers; a job has 18";
        const auto value = parse_number(word);
        if (!value) return fmt::format("'{}' is not a number", word.substr(0, 40));
        record[count++] = *value;
        at = end;
    }
    return count == fields ? "" : fmt::format("{} numbers; a job has 18", count);
}

/// What is wrong with a record that is to be used; empty: nothing.
std::string problem_of(const Record& record, double processors) {
    if (record[submit] < 0) return fmt::format("submit time is {}", record[submit]);
    if (processors != std::floor(processors) || processors > max_resource_units) {
        return fmt::format("number of processors is {}", processors);
    }
    return {};
}

class SwfReader {
  public:
    SwfReader(const std::string& path, CancelledJobs cancelled)
        : path_(path), cancelled_(cancelled) {
        tasks_.resources = {"cpu"};
    }

    void line(std::string_view text) {
        ++line_;
        read_comment(text);
        text = text.substr(0, text.find(';'));
        if (text.find_first_not_of(" \t") == std::string_view::npos) return;
        Record record{};
        if (const std::string wrong = read_record(text, record); !wrong.empty()) {
            problem(wrong);
        } else {
            add(record);
        }
    }

    TraceTasks finish() {
        if (tasks_.size() == 0)
            problems_.add(fmt::format("{}: there is no job with a runtime", path_));
        problems_.throw_if_any();
        tasks_.notes.push_back(
            fmt::format("Tasks: {} jobs of the trace {} (Standard Workload Format).", tasks_.size(),
                        file_name(path_)));
        note(skipped_.no_runtime, "jobs without a positive runtime");
        note(skipped_.no_processors, "jobs without processors");
        note(skipped_.partial, "partial executions (status 2, 3, 4)");
        note(skipped_.cancelled, "jobs that were cancelled (status 5)");
        return std::move(tasks_);
    }

  private:
    void add(const Record& record) {
        const double processors =
            record[allocated] > 0 ? record[allocated] : record[requested_processors];
        if (record[status] >= 2 && record[status] <= 4) {
            ++skipped_.partial;
        } else if (record[runtime] < 0 && record[runtime] != unknown) {
            problem(fmt::format("run time is {}", record[runtime]));
        } else if (record[runtime] <= 0) {
            ++skipped_.no_runtime;
        } else if (processors <= 0) {
            ++skipped_.no_processors;
        } else if (record[status] == 5 && cancelled_ == CancelledJobs::Skipped) {
            ++skipped_.cancelled;
        } else if (const std::string wrong = problem_of(record, processors); !wrong.empty()) {
            problem(wrong);
        } else {
            std::string id = fmt::format("{}", record[job]);
            const auto [first, is_new] = line_of_.emplace(id, line_);
            if (!is_new) {
                problem(fmt::format("job {} was given on line {} already", id, first->second));
                return;
            }
            tasks_.add(std::move(id), record[submit], record[runtime],
                       record[requested_time] > 0 ? record[requested_time] : none,
                       {static_cast<std::uint32_t>(processors)},
                       record[queue] >= 0 ? fmt::format("queue {}", record[queue]) : "");
            if (record[user] >= 0) tasks_.user.back() = fmt::format("user {}", record[user]);
            if (record[executable] >= 0) {
                tasks_.name.back() = fmt::format("executable {}", record[executable]);
            }
            tasks_.wait_s.back() = std::max(record[wait], 0.0);
        }
    }

    /// "; UnixStartTime: 1027839845"
    void read_comment(std::string_view text) {
        constexpr std::string_view key = "UnixStartTime:";
        const std::size_t at = text.find(key);
        if (!text.starts_with(';') || at == std::string_view::npos) return;
        text.remove_prefix(at + key.size());
        text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
        double moment = 0;
        std::from_chars(text.data(), text.data() + text.size(), moment);
        if (moment > 0 && std::isfinite(moment)) tasks_.unix_start_s = moment;
    }

    void problem(const std::string& why) {
        problems_.add(fmt::format("{}:{}: {}", path_, line_, why));
    }

    void note(std::size_t count, std::string_view what) {
        if (count > 0) tasks_.notes.push_back(fmt::format("Skipped: {} {}.", count, what));
    }

    std::string path_;
    CancelledJobs cancelled_;
    std::size_t line_ = 0;
    TraceTasks tasks_;
    Skipped skipped_;
    std::unordered_map<std::string, std::size_t> line_of_;
    ProblemList problems_;
};

}  // namespace

TraceTasks import_swf(const std::string& path, CancelledJobs cancelled) {
    const std::string text = read_text(path);
    SwfReader reader(path, cancelled);
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        reader.line(std::string_view(text).substr(at, end - at));
        at = end + 1;
    }
    return reader.finish();
}

}  // namespace nightwatt
