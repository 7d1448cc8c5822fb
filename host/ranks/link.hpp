#pragma once

#include <memory>

#include "ranks/message.hpp"

namespace nightwatt {

/// The way to one other rank and back. Messages arrive whole, in the order in which they were sent.
class Link {
  public:
    virtual ~Link() = default;

    /// Does not wait until the message is received. Several links may share it.
    virtual void send(std::shared_ptr<const Message> message) = 0;
    void send(Message message) { send(std::make_shared<const Message>(std::move(message))); }
    /// Waits for the next message, without using a CPU for long.
    [[nodiscard]] virtual Message receive() = 0;
    /// Whether a message has come.
    [[nodiscard]] virtual bool waiting() = 0;
};

}  // namespace nightwatt
