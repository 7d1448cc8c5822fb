#pragma once

#include <thread>

#include "ranks/group_server.hpp"
#include "ranks/pipe_link.hpp"

namespace nightwatt {

/// A rank that serves in a thread of this process.
class ThreadRank {
  public:
    ~ThreadRank() { dismiss(near_); }
    Link& link() { return near_; }

  private:
    Pipe out_;
    Pipe back_;
    PipeLink near_{out_, back_};
    PipeLink far_{back_, out_};
    std::jthread thread_{[this] { serve(far_); }};
};

}  // namespace nightwatt
