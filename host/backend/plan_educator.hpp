#pragma once

#include <memory>
#include <span>
#include <vector>

#include "backend/pair_desk.hpp"
#include "backend/pupil.hpp"
#include "kernels/education.hpp"
#include "kernels/pair_shares.hpp"

namespace nightwatt {

/// Local search on several plans at once. A round splits the servers of every plan into random
/// pairs; every pair of every plan is a work item of its own, so that one plan is enough to keep
/// all threads busy. No result depends on the number of threads: pairs are disjoint, and of the
/// rest of their plan they see what it was when the round began.
class PlanEducator {
  public:
    PlanEducator(const ProblemView& problem, std::uint32_t threads);

    /// Improves the plans; genes and starts are up to date afterwards.
    void educate(const Education& education, std::span<const Pupil> pupils);

  private:
    /// Memory of one thread.
    struct Desk {
        PlanSequences sorted;
        PairDesk pair;

        explicit Desk(const ProblemView& problem) : sorted(problem), pair(problem) {}
    };
    /// What all pairs of a plan know in a round.
    struct Round {
        std::vector<std::uint64_t> order;  // pairing keys; pair i is at 2 i and 2 i + 1
        std::vector<SlotShare> shares;     // [site * slots + slot]
        std::int64_t others_end_ms = 0;
        std::int64_t meter_uj = 0;

        [[nodiscard]] std::uint32_t server_at(std::uint32_t place) const {
            return static_cast<std::uint32_t>(order[place]);
        }
    };

    void load(std::span<const Pupil> pupils);
    /// One plan, one thread, from the first round to the last.
    void educate_each(const Education& education, std::span<const Pupil> pupils);
    /// Fewer plans than threads: all threads share the pairs of a round.
    void educate_together(const Education& education, std::span<const Pupil> pupils);
    /// Threads for so many items: one without work would only make the others wait for it.
    [[nodiscard]] int seats(std::int64_t items) const;
    void begin_round(const Education& education, std::uint32_t round, std::uint32_t plan_id,
                     const PlanTracks& tracks, Round& state) const;
    void improve(const Education& education, std::uint32_t round, std::uint32_t plan_id,
                 std::uint32_t pair, const Round& state, PlanTracks& tracks, PairDesk& desk) const;
    [[nodiscard]] std::uint32_t pairs() const { return (problem_.server_count + 1) / 2; }

    ProblemView problem_;
    std::vector<std::unique_ptr<Desk>> desks_;         // [thread]
    std::vector<std::unique_ptr<PlanTracks>> tracks_;  // [thread]: one a plan in work
    std::vector<Round> rounds_;                        // [thread]
};

}  // namespace nightwatt
