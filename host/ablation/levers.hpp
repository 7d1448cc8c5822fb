#pragma once

#include <span>
#include <string>
#include <string_view>

#include "instance/instance.hpp"

namespace nightwatt {

/// What a plan can save by. A decision is what the planner chooses for each task: without the lever
/// it is as the dispatcher (mct, or another rule) takes it. An asset is something that the servers
/// or sites have: without the lever they do not have it.
enum class Lever { Sites, Placement, Consolidation, Frequency, Time, Sleep, Renewable, Battery };

struct LeverFacts {
    Lever lever;
    std::string_view name;
    bool asset;
    std::string_view help;
};

/// All of them, in the order of reports.
[[nodiscard]] std::span<const LeverFacts> all_levers();

/// Why the instance leaves nothing to decide by a lever; empty: it does leave something.
[[nodiscard]] std::string why_absent(const Instance& instance, Lever lever);

/// A set of levers.
class LeverSet {
  public:
    [[nodiscard]] static LeverSet all() { return LeverSet(~0U); }
    [[nodiscard]] static LeverSet none() { return LeverSet(0); }

    [[nodiscard]] bool has(Lever lever) const { return (bits_ & bit(lever)) != 0; }
    [[nodiscard]] LeverSet with(Lever lever) const { return LeverSet(bits_ | bit(lever)); }
    [[nodiscard]] LeverSet without(Lever lever) const { return LeverSet(bits_ & ~bit(lever)); }

  private:
    explicit LeverSet(unsigned bits) : bits_(bits) {}
    [[nodiscard]] static unsigned bit(Lever lever) { return 1U << static_cast<unsigned>(lever); }

    unsigned bits_;
};

}  // namespace nightwatt
