#include <algorithm>
#include <vector>

#include "rules/rule.hpp"
#include "rules/timeline.hpp"

namespace nightwatt {

namespace {

/// A task's best and second best completion.
struct Choice {
    Completion best;
    Completion second;

    /// What the task suffers without its best server.
    [[nodiscard]] std::int64_t sufferage_ms() const {
        return second.end_ms == INT64_MAX ? INT64_MAX : second.end_ms - best.end_ms;
    }
};

Choice two_best(const Timeline& timeline, std::uint32_t task) {
    Choice choice;
    const std::int64_t release_ms = timeline.problem().tasks[task].release_ms;
    const Resources need = timeline.problem().tasks[task].need;
    FastestLevel fastest(timeline, task);
    for (const std::uint32_t i : allowed_servers(timeline.problem(), task)) {
        fastest.move_to(i);
        const std::uint32_t level = fastest.level();
        const std::int64_t run_ms = fastest.run_ms();
        if (std::max(release_ms, timeline.not_before_ms(i, need)) + run_ms >=
            choice.second.end_ms) {
            continue;
        }
        const Completion here{timeline.start_ms(task, i, level) + run_ms, i, level};
        if (here.end_ms < choice.best.end_ms) {
            choice.second = choice.best;
            choice.best = here;
        } else if (here.end_ms < choice.second.end_ms) {
            choice.second = here;
        }
    }
    return choice;
}

}  // namespace

/// Sufferage (Maheswaran et al. 1999), one task at a time: of all tasks left, the one that would
/// suffer most without its best server is placed there; ties by task. Only tasks whose best or
/// second best server has just changed look for new ones.
Plan construct_sufferage(const Problem& problem, const GiveUp& give_up) {
    Timeline timeline(problem, give_up);
    std::vector<std::uint32_t> left = arrival_order(timeline.problem());
    std::sort(left.begin(), left.end());
    std::vector<Choice> choice(problem.tasks());
    for (const std::uint32_t j : left) {
        timeline.check_give_up();
        choice[j] = two_best(timeline, j);
    }
    while (!left.empty()) {
        auto most = left.begin();
        for (auto j = left.begin(); j != left.end(); ++j) {
            if (choice[*j].sufferage_ms() > choice[*most].sufferage_ms()) most = j;
        }
        const Completion place = choice[*most].best;
        timeline.append(*most, place.server, place.level);
        left.erase(most);
        for (const std::uint32_t j : left) {
            if (choice[j].best.server == place.server || choice[j].second.server == place.server) {
                timeline.check_give_up();
                choice[j] = two_best(timeline, j);
            }
        }
    }
    return timeline.take();
}

}  // namespace nightwatt
