#pragma once

#include <cstddef>
#include <string>

#include "instance/instance.hpp"
#include "instance/plan.hpp"
#include "io/report/server_room.hpp"
#include "referee/tariffs.hpp"

namespace nightwatt {

/// Why late tasks of a plan are late, in a few words: a task could not meet its deadline even with
/// every server to itself, or else the largest of what delayed it where it ran: waiting for
/// resources, a start later than its server had room, the transfer of its input, the server's
/// window, a slow level, a slower class.
class LatenessReasons {
  public:
    /// Both outlive this.
    LatenessReasons(const Instance& instance, const Plan& plan);

    [[nodiscard]] std::string of(std::size_t task);

  private:
    [[nodiscard]] bool cheaper_later(std::size_t task, double earlier_ms) const;

    const Instance& instance_;
    const Plan& plan_;
    ServerRoom room_;
    referee::Tariffs tariffs_;
};

}  // namespace nightwatt
