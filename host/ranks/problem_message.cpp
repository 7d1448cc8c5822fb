#include "ranks/problem_message.hpp"

#include "kernels/change.hpp"

namespace nightwatt {

namespace {

/// Calls each(array, elements) for all arrays of a problem. An array that is null has none.
template <class Each>
void for_each_array(ProblemView& p, std::size_t listed, Each&& each) {
    const std::size_t tasks = p.task_count;
    const std::size_t slots = std::size_t{p.site_count} * p.slot_count;
    each(p.tasks, tasks);
    each(p.options, tasks * p.mode_count);
    each(p.servers, std::size_t{p.server_count});
    each(p.tariff, slots);
    each(p.limits, slots);
    each(p.ready_ms, tasks * p.site_count);
    each(p.transfer_nano, tasks * p.site_count);
    each(p.pin_start_ms, tasks);
    each(p.pin_level, tasks);
    each(p.published, tasks);
    each(p.profile, tasks);
    each(p.profile_first, p.profile_count + std::size_t{1});
    each(p.profile_servers, listed);
}

}  // namespace

void put_problem(MessageWriter& to, const ProblemView& problem) {
    ProblemView p = problem;
    const std::uint64_t listed = p.profile_first[p.profile_count];
    to.put(p);
    to.put(listed);
    for_each_array(p, listed, [&](const auto* array, std::size_t count) {
        to.put(std::uint64_t{array != nullptr});
        if (array != nullptr) to.put_array(array, count);
    });
}

ProblemView get_problem(MessageReader& from) {
    auto p = from.get<ProblemView>();
    const auto listed = from.get<std::uint64_t>();
    for_each_array(p, listed, [&]<class T>(const T*& array, std::size_t count) {
        const bool there = from.get<std::uint64_t>() != 0;
        array = there ? from.get_array<T>(count) : nullptr;
    });
    return p;
}

}  // namespace nightwatt
