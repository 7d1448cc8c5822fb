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
    for (const std::uint32_t* i = timeline.candidates_begin(task);
         i != timeline.candidates_end(task); ++i) {
        const std::uint32_t level = timeline.fastest_level(task, *i);
        const std::int64_t run_ms = timeline.option(task, *i, level).run_ms;
        if (std::max(release_ms, timeline.not_before_ms(*i)) + run_ms >= choice.second.end_ms) {
            continue;
        }
        const Completion here{timeline.start_ms(task, *i) + run_ms, *i, level};
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

/// Sufferage (Maheswaran et al. 1999), in rounds: in each round every task left bids for its best
/// server, a server keeps the bidder that would suffer most, and at the end of the round the
/// winners are placed. Ties by task.
Plan construct_sufferage(const Problem& problem) {
    Timeline timeline(problem);
    const ProblemView& p = timeline.problem();
    std::vector<std::uint32_t> left = arrival_order(p);
    std::vector<Choice> choice(p.task_count);
    std::vector<char> changed(p.server_count, 1);
    bool first_round = true;
    constexpr std::uint32_t nobody = UINT32_MAX;
    while (!left.empty()) {
        std::vector<std::uint32_t> winner(p.server_count, nobody);
        for (const std::uint32_t j : left) {
            Choice& mine = choice[j];
            if (first_round || changed[mine.best.server] != 0 || changed[mine.second.server] != 0) {
                mine = two_best(timeline, j);
            }
            std::uint32_t& holder = winner[mine.best.server];
            if (holder == nobody || choice[holder].sufferage_ms() < mine.sufferage_ms()) holder = j;
        }
        first_round = false;
        std::fill(changed.begin(), changed.end(), 0);
        std::vector<char> placed(p.task_count, 0);
        for (std::uint32_t i = 0; i < p.server_count; ++i) {
            if (winner[i] == nobody) continue;
            timeline.append(winner[i], i, choice[winner[i]].best.level);
            placed[winner[i]] = 1;
            changed[i] = 1;
        }
        std::erase_if(left, [&](std::uint32_t j) { return placed[j] != 0; });
    }
    return timeline.take();
}

}  // namespace nightwatt
