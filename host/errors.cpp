#include "errors.hpp"

namespace nightwatt {

namespace {
std::string join(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text += (text.empty() ? "" : "\n") + line;
    return text;
}
}  // namespace

Error::Error(ExitCode code, std::vector<std::string> problems)
    : std::runtime_error(join(problems)), code_(code), problems_(std::move(problems)) {}

}  // namespace nightwatt
