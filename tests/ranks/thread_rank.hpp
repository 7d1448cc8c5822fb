#pragma once

#include <thread>

#include "ranks/group_server.hpp"
#include "ranks/pipe_link.hpp"

namespace nightwatt {

/// A rank that serves in a thread of this process, islands and shares if it is given a worker.
class ThreadRank {
  public:
    explicit ThreadRank(ShareWorker* shares = nullptr)
        : thread_([this, shares] { serve(far_, shares); }) {}
    ~ThreadRank() { dismiss(near_); }
    Link& link() { return near_; }

  private:
    Pipe out_;
    Pipe back_;
    PipeLink near_{out_, back_};
    PipeLink far_{back_, out_};
    std::jthread thread_;
};

}  // namespace nightwatt
