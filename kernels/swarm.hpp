#pragma once

#include "kernels/genetic.hpp"
#include "kernels/population.hpp"
#include "kernels/problem_view.hpp"
#include "kernels/random.hpp"
#include "kernels/swarm_motion.hpp"

namespace nightwatt {

/// Particle swarm optimisation (Kennedy and Eberhart 1995; inertia: Shi and Eberhart 1998). A
/// particle has, for every task, up to four coordinates in [0, range]:
///
///   server   index into the task's profile of allowed servers; range: their number
///   level    share of the server's levels, fastest first; range 1
///   key      priority, as a share of the horizon: a server runs its tasks in this order; range 1
///   hold     moment from which the task may start, as a share of the horizon; range 1
///
/// A problem uses the first few: server and level where only loads matter, hold only where waiting
/// can pay. All arithmetic is elementwise float or double: + - * / floor.
inline constexpr std::uint32_t swarm_server = 0;
inline constexpr std::uint32_t swarm_level = 1;
inline constexpr std::uint32_t swarm_key = 2;
inline constexpr std::uint32_t swarm_hold = 3;

HOST_DEVICE inline std::uint32_t swarm_dimensions(const ProblemView& p) {
    if (p.loads_only) return 2;
    return p.waiting_pays ? 4 : 3;
}

/// Memory of the particles: three floats a dimension, task and particle. Non-owning.
struct SwarmView {
    float* position;  ///< [(particle * tasks + task) * dimensions + dimension]
    float* velocity;
    float* best;  ///< where the particle's best plan stands
    std::uint32_t task_count;
    std::uint32_t dimensions;

    [[nodiscard]] HOST_DEVICE std::uint64_t at(std::uint32_t particle, std::uint32_t task) const {
        return (std::uint64_t{particle} * task_count + task) * dimensions;
    }
};

HOST_DEVICE inline float swarm_range(const ProblemView& p, std::uint32_t task,
                                     std::uint32_t dimension) {
    return dimension == swarm_server ? static_cast<float>(allowed_servers(p, task).count) : 1.0f;
}

/// Index of the cell in which x lies when [0, range] is cut into `cells` of equal size.
HOST_DEVICE inline std::uint32_t cell_of(float x, float range, std::uint32_t cells) {
    const auto cell = static_cast<std::uint32_t>(x / range * static_cast<float>(cells));
    return cell < cells ? cell : cells - 1;
}

HOST_DEVICE inline float cell_centre(std::uint32_t cell, float range, std::uint32_t cells) {
    return (static_cast<float>(cell) + 0.5f) / static_cast<float>(cells) * range;
}

HOST_DEVICE inline float share_of_horizon(const ProblemView& p, std::int64_t t_ms) {
    return static_cast<float>(static_cast<double>(smaller(t_ms, p.horizon_ms)) /
                              static_cast<double>(p.horizon_ms));
}

HOST_DEVICE inline std::int64_t moment_at(const ProblemView& p, float x) {
    return static_cast<std::int64_t>(static_cast<double>(x) * static_cast<double>(p.horizon_ms));
}

/// One coordinate and how fast it moves.
struct Coordinate {
    float position;
    float velocity;
};

/// Steps below this share of a range are no movement: the coordinate comes to rest.
inline constexpr float swarm_rest = 1.0f / 1048576.0f;

/// One step of one dimension:
///
///   v <- w v + c1 r1 (own best - x) + c2 r2 (social best - x), clamped to +-limit * range
///   x <- x + v, reflected at 0 and at the range, the velocity with it
///
/// w inertia, c1 cognitive, c2 social, r1 and r2 random in [0, 1).
HOST_DEVICE inline Coordinate moved(const SwarmMotion& m, float range, Coordinate now,
                                    float own_best, float social_best, float r1, float r2) {
    const float limit = m.velocity_limit * range;
    float v = m.inertia * now.velocity;
    v = v + m.cognitive * r1 * (own_best - now.position);
    v = v + m.social * r2 * (social_best - now.position);
    if (v > limit) v = limit;
    if (v < -limit) v = -limit;
    if (v < swarm_rest * range && v > -swarm_rest * range) return {now.position, 0.0f};
    const float x = now.position + v;
    if (x < 0.0f) return {-x, -v};
    if (x > range) return {2.0f * range - x, -v};
    return {x, v};
}

/// Where a server coordinate that stopped at x stays. Servers have no order: on the way from one to
/// another lie servers that nobody chose. So it goes on (or back) to the nearest of those that
/// somebody did: where it was, its own best, and the best that it follows; on ties in this order.
HOST_DEVICE inline float settled(float x, float range, std::uint32_t cells, float before,
                                 float own_best, float social_best) {
    const std::uint32_t cell = cell_of(x, range, cells);
    const float chosen[3] = {before, own_best, social_best};
    float nearest = before;
    for (const float candidate : chosen) {
        if (cell_of(candidate, range, cells) == cell) return x;
        const float way = candidate > x ? candidate - x : x - candidate;
        const float least = nearest > x ? nearest - x : x - nearest;
        if (way < least) nearest = candidate;
    }
    return nearest;
}

/// A random word as a float in [0, 1), exactly.
HOST_DEVICE inline float unit_float(std::uint32_t word) {
    return static_cast<float>(word >> 8) * (1.0f / 16777216.0f);
}

/// 16 random bits of words 0 and 1 that unit_float() leaves alone.
HOST_DEVICE inline std::uint32_t spare_bits(const Draw& random) {
    return (random.word[0] & 255u) << 8 | (random.word[1] & 255u);
}

/// Genes of a task at coordinates x: always a server, a level and moments that the task may use.
/// `now` holds the genes before: a key or hold that stands for the same coordinate keeps its exact
/// millisecond.
HOST_DEVICE inline void decode_particle(const ProblemView& p, std::uint32_t dimensions,
                                        const float* x, const PlanView& now, const PlanView& plan,
                                        std::uint32_t task) {
    const ServerList allowed = allowed_servers(p, task);
    const std::uint32_t server =
        allowed[cell_of(x[swarm_server], static_cast<float>(allowed.count), allowed.count)];
    plan.server[task] = server;
    plan.level[task] =
        allowed_level(p, task, server, cell_of(x[swarm_level], 1.0f, p.servers[server].levels));
    plan.position[task] = now.position[task];
    plan.hold_ms[task] = now.hold_ms[task];
    plan.start_ms[task] = now.start_ms[task];
    if (dimensions <= swarm_key) return;
    const std::int64_t ready_ms = ready_at(p, task, p.servers[server].site);
    if (dimensions > swarm_hold && share_of_horizon(p, now.hold_ms[task]) != x[swarm_hold]) {
        const std::int64_t hold_ms = moment_at(p, x[swarm_hold]);
        plan.hold_ms[task] = hold_ms > ready_ms ? hold_ms : 0;
    }
    const std::int64_t pin_ms = pinned_start_ms(p, task);
    if (pin_ms >= 0) plan.hold_ms[task] = pin_ms;
    // A task in front of the queue that is not ready would hold up all behind it.
    const std::int64_t least_ms = larger(ready_ms, plan.hold_ms[task]);
    if (share_of_horizon(p, now.start_ms[task]) != x[swarm_key]) {
        plan.start_ms[task] = pin_ms >= 0 ? least_ms : moment_at(p, x[swarm_key]);
    }
    plan.start_ms[task] = larger(plan.start_ms[task], least_ms);
}

/// Coordinates of a task's genes. Server and level keep the coordinate that they have where it
/// stands for the same gene already (unless `anew`), and go to the middle of their cell otherwise.
HOST_DEVICE inline void encode_particle(const ProblemView& p, std::uint32_t dimensions,
                                        const PlanView& plan, std::uint32_t task, bool anew,
                                        float* x) {
    const ServerList allowed = allowed_servers(p, task);
    const auto range = static_cast<float>(allowed.count);
    const std::uint32_t server = plan.server[task];
    if (anew || allowed[cell_of(x[swarm_server], range, allowed.count)] != server) {
        std::uint32_t low = 0;  // the last allowed server that is not above `server`
        for (std::uint32_t high = allowed.count; high - low > 1;) {
            const std::uint32_t middle = low + (high - low) / 2;
            (allowed[middle] <= server ? low : high) = middle;
        }
        x[swarm_server] = cell_centre(low, range, allowed.count);
    }
    const std::uint32_t levels = p.servers[server].levels;
    if (anew ||
        allowed_level(p, task, server, cell_of(x[swarm_level], 1.0f, levels)) != plan.level[task]) {
        x[swarm_level] = cell_centre(plan.level[task], 1.0f, levels);
    }
    if (dimensions > swarm_key) x[swarm_key] = share_of_horizon(p, plan.start_ms[task]);
    if (dimensions > swarm_hold) x[swarm_hold] = share_of_horizon(p, plan.hold_ms[task]);
}

/// Moves one task of a particle, all its dimensions, and writes its genes to `plan`. `social` holds
/// the coordinates that the particle follows, like one particle of the view. Random items used:
/// 2 * task and 2 * task + 1 of the plan.
HOST_DEVICE inline void move_particle(const ProblemView& p, const Breeding& b,
                                      const SwarmView& swarm, std::uint32_t particle,
                                      const float* social, std::uint32_t id, const PlanView& now,
                                      const PlanView& plan, std::uint32_t task) {
    const std::uint64_t at = swarm.at(particle, task);
    const std::uint64_t social_at = swarm.at(0, task);
    Draw random{};
    for (std::uint32_t d = 0; d < swarm.dimensions; ++d) {
        if (d % 2 == 0) {
            random = draw(b.seed, Purpose::Particle, b.generation, id, 2 * task + d / 2);
        }
        const Coordinate before = {swarm.position[at + d], swarm.velocity[at + d]};
        const float own_best = swarm.best[at + d];
        const float social_best = social[social_at + d];
        const float range = swarm_range(p, task, d);
        Coordinate next =
            moved(b.swarm, range, before, own_best, social_best,
                  unit_float(random.word[2 * (d % 2)]), unit_float(random.word[2 * (d % 2) + 1]));
        if (d == swarm_server && spare_bits(random) >= b.swarm.wander_share) {
            next.position = settled(next.position, range, allowed_servers(p, task).count,
                                    before.position, own_best, social_best);
        }
        swarm.position[at + d] = next.position;
        swarm.velocity[at + d] = next.velocity;
    }
    decode_particle(p, swarm.dimensions, swarm.position + at, now, plan, task);
}

}  // namespace nightwatt
