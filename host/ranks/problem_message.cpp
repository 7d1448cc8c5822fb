#include "ranks/problem_message.hpp"

#include "kernels/change.hpp"

namespace nightwatt {

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
