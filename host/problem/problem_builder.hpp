#pragma once

#include <string>
#include <vector>

#include "instance/site_rates.hpp"
#include "problem/problem.hpp"

namespace nightwatt {

inline constexpr double max_time_ms = 4e15;  ///< of a moment in the planner's integers

/// Fills a Problem from an instance, table by table; each step needs the ones before it.
class ProblemBuilder {
  public:
    ProblemBuilder(const Instance& instance, const PublishedPlan& published, Problem& problem)
        : instance_(instance), published_(published), problem_(problem), site_rates_(instance) {}

    /// Throws InputError with every value that does not fit.
    void build();

  private:
    void build_clock();
    void build_tariff();       // build_tariff.cpp
    void build_limits();       // build_tariff.cpp
    void build_batteries();    // build_batteries.cpp
    void build_servers();      // build_machines.cpp
    void build_options();      // build_machines.cpp
    void build_tasks();        // build_tasks.cpp
    void build_transfers();    // build_tasks.cpp
    void build_pins();         // build_tasks.cpp
    void build_published();    // build_published.cpp
    void build_candidates();   // build_candidates.cpp
    void build_shortcuts();    // build_candidates.cpp
    void prove_no_overflow();  // prove_no_overflow.cpp

    const Instance& instance_;
    const PublishedPlan& published_;
    Problem& problem_;
    SiteRates site_rates_;
    Rounder rounder_;
    std::vector<std::uint32_t> first_mode_;  // [class + 1]
};

}  // namespace nightwatt
