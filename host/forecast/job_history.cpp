#include "forecast/job_history.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <unordered_set>

namespace nightwatt {

namespace {

template <class Value>
void add_all(std::vector<Value>& to, const std::vector<Value>& from) {
    to.insert(to.end(), from.begin(), from.end());
}

constexpr std::size_t most_problems = 20;

}  // namespace

void JobTable::append(const JobTable& other) {
    const std::size_t before = size();
    for (std::size_t r = 0; r < other.resources.size(); ++r) {
        auto found = std::find(resources.begin(), resources.end(), other.resources[r]);
        if (found == resources.end()) {
            resources.push_back(other.resources[r]);
            need.emplace_back(before, 0.0);
            found = resources.end() - 1;
        }
        add_all(need[static_cast<std::size_t>(found - resources.begin())], other.need[r]);
    }
    for (std::vector<double>& units : need) units.resize(before + other.size(), 0.0);
    for (std::vector<std::string> JobTable::*column :
         {&JobTable::id, &JobTable::user, &JobTable::name, &JobTable::group, &JobTable::class_id}) {
        add_all(this->*column, other.*column);
    }
    for (std::vector<double> JobTable::*column :
         {&JobTable::submit_s, &JobTable::end_s, &JobTable::runtime_s, &JobTable::requested_s,
          &JobTable::energy_j, &JobTable::input_bytes, &JobTable::work}) {
        add_all(this->*column, other.*column);
    }
}

std::vector<std::string> check(const JobTable& jobs) {
    std::vector<std::string> problems;
    std::unordered_set<std::string> seen;
    for (std::size_t row = 0; row < jobs.size() && problems.size() < most_problems; ++row) {
        const auto problem = [&](std::string_view why) {
            problems.push_back(fmt::format("job '{}': {}", jobs.id[row], why));
        };
        if (!seen.insert(jobs.id[row]).second) problem("stands twice");
        if (!std::isfinite(jobs.submit_s[row]) || !std::isfinite(jobs.end_s[row])) {
            problem("submit_s or end_s is not finite");
        }
        if (!(jobs.runtime_s[row] > 0) || !std::isfinite(jobs.runtime_s[row])) {
            problem("runtime_s is not above 0");
        }
        // What is known too early would be learnt from too early. Moments may be rounded.
        const double stay_s = jobs.end_s[row] - jobs.submit_s[row];
        if (stay_s < jobs.runtime_s[row] - 1) {
            problem(fmt::format("it ends {:.15g} s after its submission, but ran for {:.15g} s",
                                stay_s, jobs.runtime_s[row]));
        }
        for (const double value :
             {jobs.requested_s[row], jobs.energy_j[row], jobs.input_bytes[row], jobs.work[row]}) {
            if (value < 0 || std::isinf(value)) problem("holds a value below 0 or infinite");
        }
        for (const std::vector<double>& units : jobs.need) {
            if (!(units[row] >= 0) || std::isinf(units[row])) problem("needs less than nothing");
        }
    }
    return problems;
}

}  // namespace nightwatt
