#include "problem/problem.hpp"

#include <cmath>

#include "errors.hpp"
#include "kernels/tariff.hpp"
#include "problem/problem_builder.hpp"

namespace nightwatt {

namespace {
template <class T>
const T* data_or_null(const std::vector<T>& column) {
    return column.empty() ? nullptr : column.data();
}
}  // namespace

Problem::Problem(const Instance& instance, const PublishedPlan& published) {
    ProblemBuilder(instance, published, *this).build();
}

ProblemView Problem::view() const {
    ProblemView view = scalars_;
    view.tasks = data_or_null(tasks_);
    view.options = data_or_null(options_);
    view.servers = data_or_null(servers_);
    view.tariff = data_or_null(tariff_);
    view.limits = data_or_null(limits_);
    view.ready_ms = data_or_null(ready_ms_);
    view.transfer_nano = data_or_null(transfer_nano_);
    view.pin_start_ms = data_or_null(pin_start_ms_);
    view.pin_level = data_or_null(pin_level_);
    view.published = data_or_null(published_);
    view.profile = data_or_null(profile_);
    view.profile_first = data_or_null(profile_first_);
    view.profile_servers = data_or_null(profile_servers_);
    return view;
}

ProblemView Problem::view_at_rest() const {
    ProblemView at_rest = view();
    if (!limits_at_rest_.empty()) at_rest.limits = limits_at_rest_.data();
    return at_rest;
}

std::size_t Problem::bytes() const {
    const auto size = [](const auto& column) { return column.size() * sizeof(column[0]); };
    return size(tasks_) + size(options_) + size(servers_) + size(tariff_) + size(limits_) +
           size(limits_at_rest_) + size(pue_) + size(dispatch_mw_) + size(ready_ms_) +
           size(transfer_nano_) + size(pin_start_ms_) + size(pin_level_) + size(published_) +
           size(profile_) + size(profile_first_) + size(profile_servers_);
}

void ProblemBuilder::build() {
    build_clock();
    build_tariff();
    build_servers();
    build_options();
    build_tasks();
    build_transfers();
    build_pins();
    build_published();
    if (!rounder_.problems().empty()) throw InputError(rounder_.problems());
    build_limits();
    build_batteries();
    build_candidates();
    build_shortcuts();
    if (!rounder_.problems().empty()) throw InputError(rounder_.problems());
    prove_no_overflow();
    problem_.rounding_ = rounder_.report();
}

void ProblemBuilder::build_clock() {
    ProblemView& view = problem_.scalars_;
    rounder_.begin("horizon and slot", "ms", 4e15);
    view.horizon_ms = rounder_.round(instance_.horizon_s, 1e3, 0);
    const std::int64_t slot_ms = rounder_.round(instance_.slot_s, 1e3, 0);
    if (slot_ms < 1) throw InputError("slot_s: a slot must be at least a millisecond");
    set_slots(view, slot_ms);
    view.site_count = static_cast<std::uint32_t>(instance_.sites.size());
    view.slot_count = static_cast<std::uint32_t>(instance_.slots());
    view.task_count = static_cast<std::uint32_t>(instance_.tasks.size());
    view.server_count = static_cast<std::uint32_t>(instance_.servers.size());
    rounder_.begin("makespan weight", "2^-24 nano-money/ms", 4e18);
    view.makespan_weight = rounder_.round(instance_.makespan_weight_per_h,
                                          nano_per_money / ms_per_hour * (1 << weight_shift), 0);
    view.energy_cap_uj = unlimited_uj;
    if (!std::isnan(instance_.energy_cap_kwh)) {
        rounder_.begin("energy cap", "uJ", 9e18);
        view.energy_cap_uj = rounder_.round(instance_.energy_cap_kwh, uj_per_kwh, 0);
    }
}

}  // namespace nightwatt
