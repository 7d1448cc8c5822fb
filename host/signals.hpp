#pragma once

#include <string_view>

namespace nightwatt {

/// From now on SIGTERM, SIGINT, SIGUSR1 and SIGUSR2 only set a flag, however often they come: a
/// search ends its generation and writes its best plan (cron, Slurm's `--signal`, Ctrl-C).
void catch_stop_signals();

/// True once such a signal has come.
[[nodiscard]] bool stop_requested() noexcept;

/// "SIGTERM", or "" where none has come.
[[nodiscard]] std::string_view stop_signal_name() noexcept;

}  // namespace nightwatt
