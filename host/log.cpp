#include "log.hpp"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

namespace nightwatt {

namespace {

Verbosity chosen_verbosity = Verbosity::Normal;
bool live_line_stands = false;

spdlog::logger& logger() {
    static const std::shared_ptr<spdlog::logger> instance = [] {
        const char* no_color = std::getenv("NO_COLOR");
        const bool plain = no_color != nullptr && *no_color != '\0';
        auto sink = std::make_shared<spdlog::sinks::stderr_color_sink_st>(
            plain ? spdlog::color_mode::never : spdlog::color_mode::automatic);
        sink->set_color(spdlog::level::info, sink->reset);
        auto made = std::make_shared<spdlog::logger>("nightwatt", sink);
        made->set_pattern("%H:%M:%S  %^%v%$");
        return made;
    }();
    return *instance;
}

std::size_t terminal_columns() {
    winsize size{};
    const bool known = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return known ? size.ws_col : 80;
}

}  // namespace

void set_verbosity(Verbosity verbosity) {
    chosen_verbosity = verbosity;
    logger().set_level(verbosity == Verbosity::Quiet     ? spdlog::level::warn
                       : verbosity == Verbosity::Verbose ? spdlog::level::debug
                                                         : spdlog::level::info);
}

Verbosity verbosity() {
    return chosen_verbosity;
}

void log_warning(std::string_view text) {
    end_live_line();
    logger().warn("warning: {}", text);
}

void log_info(std::string_view text) {
    end_live_line();
    logger().info("{}", text);
}

void log_detail(std::string_view text) {
    end_live_line();
    logger().debug("{}", text);
}

bool log_is_live() {
    const char* terminal = std::getenv("TERM");
    const bool dumb = terminal == nullptr || std::string_view(terminal) == "dumb";
    return isatty(STDERR_FILENO) == 1 && !dumb;
}

void log_live_line(std::string text) {
    text.resize(std::min(text.size(), terminal_columns() - 1));
    std::fprintf(stderr, "\r%s\x1b[K", text.c_str());
    std::fflush(stderr);
    live_line_stands = true;
}

void end_live_line() {
    if (live_line_stands) std::fputc('\n', stderr);
    live_line_stands = false;
}

}  // namespace nightwatt
