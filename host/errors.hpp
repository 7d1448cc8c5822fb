#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace nightwatt {

/// Exit codes of the program.
enum class ExitCode : int {
    Success = 0,     ///< a plan was written, whatever ended the search: a limit, a signal, a device
    Usage = 2,       ///< command line or configuration
    Input = 3,       ///< input data
    Infeasible = 4,  ///< no feasible plan, or a plan that breaks a constraint
    Output = 5,      ///< output could not be written
    Device = 6,
    Internal = 70,
    Stopped = 75  ///< stopped before any feasible plan, or the end of a replay
};

/// Base of every error the program reports; thrown where found, caught once in main().
class Error : public std::runtime_error {
  public:
    Error(ExitCode code, std::vector<std::string> problems);
    [[nodiscard]] ExitCode code() const { return code_; }
    /// One message a problem, all that were found.
    [[nodiscard]] const std::vector<std::string>& problems() const { return problems_; }

  private:
    ExitCode code_;
    std::vector<std::string> problems_;
};

template <ExitCode Code>
class ErrorOf : public Error {
  public:
    explicit ErrorOf(std::string problem) : Error(Code, {std::move(problem)}) {}
    explicit ErrorOf(std::vector<std::string> problems) : Error(Code, std::move(problems)) {}
};

using UsageError = ErrorOf<ExitCode::Usage>;
using InputError = ErrorOf<ExitCode::Input>;
using InfeasibleError = ErrorOf<ExitCode::Infeasible>;
using OutputError = ErrorOf<ExitCode::Output>;
using DeviceError = ErrorOf<ExitCode::Device>;
using InternalError = ErrorOf<ExitCode::Internal>;
using StoppedError = ErrorOf<ExitCode::Stopped>;

}  // namespace nightwatt
