#include <algorithm>

#include "rules/rule.hpp"
#include "rules/timeline.hpp"

namespace nightwatt {

/// Each task in arrival order goes to the next server in turn that it may use. Fastest level.
Plan construct_round_robin(const Problem& problem, const GiveUp& give_up) {
    Timeline timeline(problem, give_up);
    std::uint32_t turn = 0;
    for (const std::uint32_t j : arrival_order(timeline.problem())) {
        const std::uint32_t* const begin = timeline.candidates_begin(j);
        const std::uint32_t* const end = timeline.candidates_end(j);
        const std::uint32_t* next = std::lower_bound(begin, end, turn);
        const std::uint32_t server = next == end ? *begin : *next;
        timeline.append(j, server, timeline.fastest_level(j, server));
        turn = server + 1;
    }
    return timeline.take();
}

}  // namespace nightwatt
