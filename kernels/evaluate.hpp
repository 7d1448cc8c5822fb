#pragma once

#include "kernels/coupling.hpp"
#include "kernels/score.hpp"
#include "kernels/server_walk.hpp"

namespace nightwatt {

/// Score of a plan from the sums over its servers and sites. end_ms is the last end of all.
HOST_DEVICE inline Score plan_score(const ProblemView& p, const ServerScore& servers,
                                    const SiteScore& sites) {
    const std::int64_t end_ms = smaller(servers.end_ms, p.horizon_ms);
    return {servers.violation_ms + sites.violation_j + above_cap_j(sites.meter_uj, p.energy_cap_uj),
            servers.cost_nano() + sites.cost_nano + weighted(end_ms, p.makespan_weight)};
}

/// Adds one server's share: sums, and the later end.
HOST_DEVICE inline void add_server(ServerScore& sum, const ServerScore& server) {
    sum.energy_nano += server.energy_nano;
    sum.tardiness_nano += server.tardiness_nano;
    sum.transfer_nano += server.transfer_nano;
    sum.change_nano += server.change_nano;
    sum.violation_ms += server.violation_ms;
    sum.end_ms = larger(sum.end_ms, server.end_ms);
}

HOST_DEVICE inline void add_site(SiteScore& sum, const SiteScore& site) {
    sum.cost_nano += site.cost_nano;
    sum.violation_j += site.violation_j;
    sum.meter_uj += site.meter_uj;
}

}  // namespace nightwatt
