#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "instance/instance.hpp"

namespace nightwatt {

/// Deals a night out to shares that are alike: each gets its part of every kind of server at every
/// site, and of the tasks some of every stretch of the file. So each share is a smaller night of
/// the same kind, and what it is planned to cost adds up with the others.
class NightDealer {
  public:
    /// Deals out the servers. `frame` need not have tasks.
    NightDealer(const Instance& frame, std::uint32_t shares);

    /// [server]: whose it is.
    [[nodiscard]] const std::vector<std::uint32_t>& server_share() const { return server_share_; }

    /// Whose the tasks of a block are, which follow those dealt before. A task goes to the share of
    /// the server that it is pinned to, and else to one in which it fits a server. The block must
    /// have passed check().
    [[nodiscard]] std::vector<std::uint32_t> deal(const Instance& block);

  private:
    std::uint32_t shares_;
    std::vector<std::uint32_t> server_share_;
    std::vector<std::vector<std::size_t>> servers_;  ///< [share]
    std::uint64_t dealt_ = 0;
};

}  // namespace nightwatt
