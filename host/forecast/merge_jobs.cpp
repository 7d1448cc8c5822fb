#include "forecast/merge_jobs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <unordered_map>

#include "forecast/history_tables.hpp"

namespace nightwatt {

namespace {

bool equal(const std::string& a, const std::string& b) {
    return a == b;
}

bool equal(double a, double b) {
    return a == b || (std::isnan(a) && std::isnan(b));
}

/// Every column, as f(values).
template <class F>
void visit_all(JobTable& jobs, F&& f) {
    visit_columns(jobs, [&](const Column&, auto& values) { f(values); });
    for (std::vector<double>& units : jobs.need) f(units);
}

/// "7 run 2" is a run of job "7".
std::string without_run(const std::string& id) {
    const std::size_t at = id.rfind(" run ");
    if (at == std::string::npos || at + 5 == id.size()) return id;
    return id.find_first_not_of("0123456789", at + 5) == std::string::npos ? id.substr(0, at) : id;
}

class JobMerger {
  public:
    JobMerger(JobTable& jobs, const JobTable& later) : jobs_(jobs), before_(jobs.size()) {
        for (std::size_t row = 0; row < before_; ++row) row_of_.emplace(jobs_.id[row], row);
        jobs_.append(later);
    }

    JobMerge merge() {
        std::size_t end = before_;  // rows before it stay
        for (std::size_t row = before_; row < jobs_.size(); ++row) {
            const auto [name, known] = place_of(row);
            if (known == nowhere) {
                jobs_.id[row] = name;
                row_of_.emplace(name, end);
                copy(row, end++);
                ++done_.added;
                continue;
            }
            jobs_.id[row] = name;
            ++(copy(row, known) ? done_.replaced : done_.known);
        }
        visit_all(jobs_, [&](auto& values) { values.resize(end); });
        return done_;
    }

  private:
    static constexpr std::size_t nowhere = SIZE_MAX;

    struct Place {
        std::string name;
        std::size_t row = nowhere;  ///< where the job stands already
    };

    [[nodiscard]] Place place_of(std::size_t row) const {
        std::string name = jobs_.id[row];
        const std::string base = without_run(name);
        for (std::size_t run = 1;; ++run) {
            const auto found = row_of_.find(name);
            if (found == row_of_.end()) return {name, nowhere};
            if (jobs_.submit_s[found->second] == jobs_.submit_s[row]) return {name, found->second};
            name = run == 1 ? base : fmt::format("{} run {}", base, run);
        }
    }

    /// False where nothing changes.
    bool copy(std::size_t from, std::size_t to) {
        bool changed = false;
        visit_all(jobs_, [&](auto& values) {
            changed = changed || !equal(values[from], values[to]);
            values[to] = values[from];
        });
        return changed;
    }

    JobTable& jobs_;
    std::size_t before_;
    std::unordered_map<std::string, std::size_t> row_of_;
    JobMerge done_;
};

}  // namespace

JobMerge merge_jobs(JobTable& jobs, const JobTable& later) {
    return JobMerger(jobs, later).merge();
}

}  // namespace nightwatt
