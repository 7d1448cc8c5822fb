#pragma once

#include <vector>

#include "backend/plan_sequences.hpp"
#include "kernels/pair_meter.hpp"
#include "kernels/population.hpp"

namespace nightwatt {

/// A plan while it is improved: the walked sequence of every server, and the energy of every site
/// by slot. Pairs of servers may be taken out and put back by several threads at once.
class PlanTracks {
  public:
    explicit PlanTracks(const ProblemView& problem);

    /// Sorts a plan's genes into sequences.
    void sort(PlanSequences& sorted, const PlanView& plan);
    /// Walks one server's sequence.
    void walk(std::uint32_t server, RunningTask* running);
    /// Adds up a site's energies, once all servers are walked.
    void meter(std::uint32_t site);
    /// Writes all genes and starts back.
    void store(const PlanView& plan) const;

    /// One server's track, with room for `room` items until put() is called.
    [[nodiscard]] Track take(std::uint32_t server, std::uint32_t room);
    void put(std::uint32_t server, const Track& track);
    [[nodiscard]] std::uint32_t count(std::uint32_t server) const {
        return static_cast<std::uint32_t>(servers_[server].items.size());
    }
    [[nodiscard]] std::int64_t end_ms(std::uint32_t server) const;

    /// Energies of a site as they were when the round began.
    [[nodiscard]] const std::int64_t* energy_uj(std::uint32_t site) const {
        return energy_uj_.data() + std::size_t{site} * problem_.slot_count;
    }
    /// Adds to what the energy of a slot will be when the round has ended; threads may meet.
    void add_energy(std::uint32_t site, std::uint32_t slot, std::int64_t energy_uj);
    /// The round has ended.
    void settle() { energy_uj_ = next_energy_uj_; }
    /// Energy at all meters.
    [[nodiscard]] std::int64_t meter_uj() const;

  private:
    struct ServerTrack {
        std::vector<TrackItem> items;
        std::int64_t cost_nano = 0;
        std::int64_t violation_ms = 0;
    };

    ProblemView problem_;
    std::vector<ServerTrack> servers_;
    std::vector<std::int64_t> energy_uj_;  // [site * slots + slot]
    std::vector<std::int64_t> next_energy_uj_;
};

}  // namespace nightwatt
