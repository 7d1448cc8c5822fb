#pragma once

#include <cstddef>

#include "kernels/island_range.hpp"
#include "kernels/problem_view.hpp"

namespace nightwatt {

/// Device memory that plans take, in bytes: what the backend checks before it takes any, and what
/// "auto" counts on. The problem's arrays lie on the host.

/// Genes of a task in one population.
inline constexpr std::size_t gene_bytes = 4 + 1 + 8 + 8 + 4;

/// A plan's tasks as sequences.
[[nodiscard]] std::size_t sequence_bytes(const ProblemView& problem);
/// What a plan keeps for the whole run: its genes in two generations and its evaluation; where only
/// loads count also its education, for all such plans are improved at once.
[[nodiscard]] std::size_t plan_bytes(const ProblemView& problem);
/// What it keeps besides if it is a particle.
[[nodiscard]] std::size_t particle_bytes(const ProblemView& problem);
/// A plan under education by pairs of servers, of which there are as many at a time as fit.
[[nodiscard]] std::size_t pupil_bytes(const ProblemView& problem);
/// Scratch memory of a worker that improves a pair.
[[nodiscard]] std::size_t worker_bytes(const ProblemView& problem);
/// The least that education takes beside what plans keep: one pupil and a block of workers, or
/// where only loads count the prices that all plans share.
[[nodiscard]] std::size_t education_bytes(const ProblemView& problem);
/// All that a backend with these islands takes beside the problem, education included.
[[nodiscard]] double population_bytes(const ProblemView& problem, const IslandRange& range);

}  // namespace nightwatt
