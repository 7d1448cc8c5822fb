#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <utility>

#include "ranks/link.hpp"

namespace nightwatt {

/// Messages from one thread to another.
class Pipe {
  public:
    void put(std::shared_ptr<const Message> message) {
        const std::lock_guard lock(mutex_);
        messages_.push_back(std::move(message));
        came_.notify_one();
    }
    [[nodiscard]] Message take() {
        std::unique_lock lock(mutex_);
        came_.wait(lock, [&] { return !messages_.empty(); });
        const std::shared_ptr<const Message> first = std::move(messages_.front());
        messages_.pop_front();
        return *first;
    }
    [[nodiscard]] bool filled() {
        const std::lock_guard lock(mutex_);
        return !messages_.empty();
    }

  private:
    std::mutex mutex_;
    std::condition_variable came_;
    std::deque<std::shared_ptr<const Message>> messages_;
};

/// One end of a pair of pipes, in place of another process.
class PipeLink final : public Link {
  public:
    PipeLink(Pipe& out, Pipe& in) : out_(out), in_(in) {}

    using Link::send;
    void send(std::shared_ptr<const Message> message) override { out_.put(std::move(message)); }
    [[nodiscard]] Message receive() override { return in_.take(); }
    [[nodiscard]] bool waiting() override { return in_.filled(); }

  private:
    Pipe& out_;
    Pipe& in_;
};

}  // namespace nightwatt
