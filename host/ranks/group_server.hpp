#pragma once

#include "ranks/link.hpp"

namespace nightwatt {

/// What a rank does with shares of a night (host/shares): one function an order, which reads the
/// order's arguments and writes the answer.
class ShareWorker {
  public:
    virtual ~ShareWorker() = default;
    virtual void begin(MessageReader& order) = 0;
    virtual void add_tasks(MessageReader& order) = 0;
    virtual void price(MessageReader& order, MessageWriter& answer) = 0;
    /// Comes to an end soon after a message has come by the link, whatever it says.
    virtual void plan(MessageReader& order, MessageWriter& answer, Link& leader) = 0;
};

/// What a rank other than the first does: holds islands, or shares, and does with them what it is
/// told, until it is dismissed. What goes wrong is told with the next answer, and nothing more is
/// done before the next problem.
void serve(Link& leader, ShareWorker* shares = nullptr);

/// Ends serve() at the other end of the link. An empty message comes back at last, behind answers
/// that nobody has waited for.
void dismiss(Link& link);

}  // namespace nightwatt
