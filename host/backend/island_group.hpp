#pragma once

#include <functional>
#include <future>
#include <memory>
#include <span>
#include <vector>

#include "backend/backend.hpp"

namespace nightwatt {

/// Some islands of a ring, wherever they are: in this process or in another one. Does what its
/// backend would do at the same calls in the same order, but perhaps later: what a call returns is
/// there when it is waited for. So all groups of a ring work at the same time. What goes wrong with
/// a group's calls is thrown by the next future that is waited for.
class IslandGroup {
  public:
    virtual ~IslandGroup() = default;

    virtual void resize(const IslandRange& range) = 0;
    virtual void seed(std::span<const Plan> seeds, const Breeding& breeding,
                      std::uint32_t mutations) = 0;
    [[nodiscard]] virtual std::future<GenerationSummary> evaluate() = 0;
    virtual void breed(const Breeding& breeding) = 0;
    virtual void educate(const Breeding& breeding, const Education& education) = 0;
    [[nodiscard]] virtual std::future<std::vector<Plan>> elites(std::uint32_t count) = 0;
    virtual void set_guests(std::span<const Plan> migrants) = 0;
    virtual void set_limits(std::span<const SlotLimits> limits) = 0;
    [[nodiscard]] virtual std::future<Plan> genes(std::uint32_t plan) = 0;
    [[nodiscard]] virtual std::future<PopulationState> state() = 0;
    virtual void restore(const PopulationState& state) = 0;
};

/// A group on a backend of this process, which works when it is waited for.
[[nodiscard]] std::unique_ptr<IslandGroup> group_on(std::unique_ptr<Backend> backend);

/// A group on a backend of this process that works in a thread of its own, where it is made by its
/// first call: one of several devices.
[[nodiscard]] std::unique_ptr<IslandGroup> threaded_group(
    std::function<std::unique_ptr<Backend>()> make);

}  // namespace nightwatt
