#pragma once

#include <string>
#include <string_view>

namespace nightwatt {

/// Everything the program says while it works goes to stderr through here; stdout is for results.
/// Colour only on a terminal and where NO_COLOR is not set.

enum class Verbosity {
    Quiet,  ///< warnings and errors
    Normal,
    Verbose  ///< and details
};

void set_verbosity(Verbosity verbosity);
[[nodiscard]] Verbosity verbosity();

void log_warning(std::string_view text);
void log_info(std::string_view text);
void log_detail(std::string_view text);

/// True where stderr is a terminal that can rewrite a line.
[[nodiscard]] bool log_is_live();

/// Writes `text` over the live line, cut at the terminal's width; the next log line or
/// end_live_line() leaves it standing. Only where log_is_live().
void log_live_line(std::string text);
void end_live_line();

}  // namespace nightwatt
