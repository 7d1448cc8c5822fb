#include "signals.hpp"

#include <array>
#include <atomic>
#include <csignal>
#include <utility>

namespace nightwatt {

namespace {

constexpr std::array<std::pair<int, std::string_view>, 4> stop_signals = {
    {{SIGTERM, "SIGTERM"}, {SIGINT, "SIGINT"}, {SIGUSR1, "SIGUSR1"}, {SIGUSR2, "SIGUSR2"}}};

std::atomic<int> first_signal{0};
static_assert(std::atomic<int>::is_always_lock_free, "a signal handler may not wait for a lock");

extern "C" void note_stop_signal(int signal) {
    int nothing_yet = 0;
    first_signal.compare_exchange_strong(nothing_yet, signal);
}

}  // namespace

void catch_stop_signals() {
    struct sigaction action {};
    action.sa_handler = note_stop_signal;
    // Reads and writes that a signal interrupts go on by themselves.
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    for (const auto& [signal, name] : stop_signals) sigaction(signal, &action, nullptr);
}

bool stop_requested() noexcept {
    return first_signal.load() != 0;
}

std::string_view stop_signal_name() noexcept {
    const int came = first_signal.load();
    for (const auto& [signal, name] : stop_signals)
        if (signal == came) return name;
    return {};
}

}  // namespace nightwatt
