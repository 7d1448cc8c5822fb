#pragma once

#include <vector>

#include "backend/plan_tracks.hpp"
#include "kernels/pair_search.hpp"

namespace nightwatt {

/// Memory of a pair of servers at work.
class PairDesk {
  public:
    explicit PairDesk(const ProblemView& problem)
        : problem_(problem), running_(RunningSet::scratch_size(problem.max_running)) {
        const std::size_t rows =
            problem.coupled ? std::size_t{problem.site_count} * problem.slot_count : 0;
        for (std::size_t row = 0; row < rows; ++row) {
            peaks_ = peaks_ || problem.limits[row].peak_rate != 0;
        }
    }

    /// Some site has a peak charge.
    [[nodiscard]] bool peaks() const { return peaks_; }
    [[nodiscard]] RunningTask* running() { return running_.data(); }

    /// A pair of one server or two.
    [[nodiscard]] Pair pair(std::uint32_t sides) {
        Pair pair{};
        pair.draft.sides = sides;
        pair.running = running();
        return pair;
    }
    /// Gives a side its server, with room for `tasks` of both.
    void seat(Pair& pair, std::uint32_t side, std::uint32_t server, const Track& track,
              std::uint32_t tasks) {
        Side& own = side_[side];
        if (own.walked.size() < tasks + 1) {
            own.walked.resize(tasks + tasks / 2 + 1);
            own.fresh.resize(own.walked.size());
            own.seats.resize(own.walked.size());
        }
        pair.walked[side] = own.walked.data();
        pair.seats[side] = own.seats.data();
        pair.draft.splice[side].fresh = own.fresh.data();
        pair.draft.server[side] = server;
        pair.draft.track[side] = track;
    }
    /// Then shows it the server's site, of whose slots it has share(slot).
    template <class Share>
    void show_site(Pair& pair, std::uint32_t side, const PlanTracks& tracks, const Share& share) {
        const std::uint32_t site = problem_.servers[pair.draft.server[side]].site;
        if (side == 1 && site == pair.site[0]->site) {
            pair.site[1] = pair.site[0];
            return;
        }
        Side& own = side_[side];
        own.limits.resize(problem_.slot_count);
        own.energy_uj.resize(problem_.slot_count);
        own.change_uj.resize(problem_.slot_count);
        own.site = {
            own.limits.data(), own.energy_uj.data(), own.change_uj.data(), site, 0, 0, peaks_};
        open_site(problem_, tracks.energy_uj(site), share, own.site);
        pair.site[side] = &own.site;
    }

  private:
    struct Side {
        std::vector<TrackItem> walked;
        std::vector<FreshItem> fresh;
        std::vector<Seat> seats;
        std::vector<SlotLimits> limits;
        std::vector<std::int64_t> energy_uj;
        std::vector<std::int64_t> change_uj;
        PairSite site{};
    };

    ProblemView problem_;
    bool peaks_ = false;
    std::vector<RunningTask> running_;
    Side side_[2];
};

}  // namespace nightwatt
