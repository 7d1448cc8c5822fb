#include "parts/part_problem.hpp"

#include <algorithm>
#include <utility>

#include "kernels/pair_meter.hpp"
#include "kernels/problem_access.hpp"

namespace nightwatt {

namespace {

constexpr std::uint32_t elsewhere = UINT32_MAX;

/// Rows `of` of a table with `width` values a row; nothing of one that is not there.
template <class T>
std::vector<T> rows(const T* from, const std::vector<std::uint32_t>& of, std::size_t width = 1) {
    std::vector<T> taken;
    if (from == nullptr) return taken;
    taken.reserve(of.size() * width);
    for (const std::uint32_t row : of) {
        const T* const first = from + row * width;
        taken.insert(taken.end(), first, first + width);
    }
    return taken;
}

template <class T>
const T* data_or_null(const std::vector<T>& column, const T* of_whole) {
    return of_whole == nullptr ? nullptr : column.data();
}

}  // namespace

PartProblem::PartProblem(const ProblemView& whole, std::vector<std::uint32_t> servers,
                         const Plan& plan)
    : scalars_(whole), server_of_(std::move(servers)) {
    std::vector<std::uint32_t> place(whole.server_count, elsewhere);
    for (std::uint32_t i = 0; i < server_of_.size(); ++i) place[server_of_[i]] = i;
    for (std::uint32_t j = 0; j < whole.task_count; ++j) {
        if (place[static_cast<std::size_t>(plan.server[j])] != elsewhere) task_of_.push_back(j);
    }
    tasks_ = rows(whole.tasks, task_of_);
    options_ = rows(whole.options, task_of_, whole.mode_count);
    servers_ = rows(whole.servers, server_of_);
    ready_ms_ = rows(whole.ready_ms, task_of_, whole.site_count);
    transfer_nano_ = rows(whole.transfer_nano, task_of_, whole.site_count);
    pin_start_ms_ = rows(whole.pin_start_ms, task_of_);
    pin_level_ = rows(whole.pin_level, task_of_);
    published_ = rows(whole.published, task_of_);
    // A task published on a server of another part counts as moved on any of this one's.
    for (PublishedTask& task : published_) {
        if (task.server >= place.size()) continue;
        const std::uint32_t here = place[task.server];
        task.server = here == elsewhere ? PublishedTask::elsewhere : here;
    }
    // Profiles numbered anew, each with the servers that are here.
    std::vector<std::uint32_t> number;
    profile_first_.push_back(0);
    for (const std::uint32_t j : task_of_) {
        const std::uint32_t profile = whole.profile[j];
        if (profile >= number.size()) number.resize(profile + std::size_t{1}, elsewhere);
        if (number[profile] == elsewhere) {
            number[profile] = static_cast<std::uint32_t>(profile_first_.size()) - 1;
            for (const std::uint32_t i : profile_servers(whole, profile)) {
                if (place[i] != elsewhere) profile_servers_.push_back(place[i]);
            }
            profile_first_.push_back(static_cast<std::uint32_t>(profile_servers_.size()));
        }
        profile_.push_back(number[profile]);
    }
    scalars_.task_count = tasks();
    scalars_.profile_count = static_cast<std::uint32_t>(profile_first_.size() - 1);
    scalars_.server_count = static_cast<std::uint32_t>(server_of_.size());
    if (whole.limits != nullptr) {
        limits_.assign(whole.limits,
                       whole.limits + std::size_t{whole.site_count} * whole.slot_count);
    }
}

ProblemView PartProblem::view() const {
    ProblemView view = scalars_;
    view.energy_cap_uj = energy_cap_uj_;
    view.tasks = tasks_.data();
    view.options = options_.data();
    view.servers = servers_.data();
    view.limits = data_or_null(limits_, scalars_.limits);
    view.ready_ms = data_or_null(ready_ms_, scalars_.ready_ms);
    view.transfer_nano = data_or_null(transfer_nano_, scalars_.transfer_nano);
    view.pin_start_ms = data_or_null(pin_start_ms_, scalars_.pin_start_ms);
    view.pin_level = data_or_null(pin_level_, scalars_.pin_level);
    view.published = data_or_null(published_, scalars_.published);
    view.profile = profile_.data();
    view.profile_first = profile_first_.data();
    view.profile_servers = profile_servers_.data();
    return view;
}

Plan PartProblem::take(const Plan& whole) const {
    Plan part;
    part.resize(tasks());
    for (std::uint32_t j = 0; j < tasks(); ++j) {
        const std::uint32_t from = task_of_[j];
        const auto server = std::lower_bound(server_of_.begin(), server_of_.end(),
                                             static_cast<std::uint32_t>(whole.server[from]));
        part.server[j] = static_cast<std::int32_t>(server - server_of_.begin());
        part.position[j] = whole.position[from];
        part.level[j] = whole.level[from];
        part.hold_ms[j] = whole.hold_ms[from];
        part.start_ms[j] = whole.start_ms[from];
    }
    return part;
}

void PartProblem::put(const Plan& part, Plan& whole) const {
    for (std::uint32_t j = 0; j < tasks(); ++j) {
        const std::uint32_t to = task_of_[j];
        whole.server[to] =
            static_cast<std::int32_t>(server_of_[static_cast<std::size_t>(part.server[j])]);
        whole.position[to] = part.position[j];
        whole.level[to] = part.level[j];
        whole.hold_ms[to] = part.hold_ms[j];
        whole.start_ms[to] = part.start_ms[j];
    }
}

void PartProblem::share_limits(const std::vector<std::int64_t>& whole_uj,
                               const std::vector<std::int64_t>& own_uj, std::uint32_t parts) {
    if (limits_.empty()) return;
    const std::uint64_t share = whole_share / parts;
    std::int64_t whole_meter_uj = 0;
    std::int64_t own_meter_uj = 0;
    for (std::size_t row = 0; row < limits_.size(); ++row) {
        const SlotLimits of_site = scalars_.limits[row];
        // Seen from the part, the others' energy is not there: limits come down by it.
        const std::int64_t others_uj = whole_uj[row] - own_uj[row];
        const auto own = [&](std::int64_t limit_uj) {
            if (limit_uj == unlimited_uj) return limit_uj;
            return shared_limit(whole_uj[row], limit_uj, share) - others_uj;
        };
        limits_[row].renewable_uj = own(of_site.renewable_uj);
        limits_[row].hard_cap_uj = own(of_site.hard_cap_uj);
        limits_[row].soft_cap_uj = own(of_site.soft_cap_uj);
        limits_[row].heat_demand_uj = own(of_site.heat_demand_uj);
        whole_meter_uj += priced(whole_uj[row], of_site.pue);
        own_meter_uj += priced(own_uj[row], of_site.pue);
    }
    if (scalars_.energy_cap_uj == unlimited_uj) return;
    energy_cap_uj_ = shared_limit(whole_meter_uj, scalars_.energy_cap_uj, share) -
                     (whole_meter_uj - own_meter_uj);
}

}  // namespace nightwatt
