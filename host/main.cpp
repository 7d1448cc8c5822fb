#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <memory>
#include <new>
#include <string_view>
#include <system_error>

#include "commands/command_line.hpp"
#include "commands/commands.hpp"
#include "commands/examples.hpp"
#include "commands/share_work.hpp"
#include "errors.hpp"
#include "instance/in_quotes.hpp"
#include "log.hpp"
#include "ranks/group_server.hpp"
#include "ranks/ranks.hpp"

namespace {

using namespace nightwatt;

/// The program in the order of its data: configuration, input, plan, output.
void add_commands(CLI::App& program) {
    add_config_command(program);
    add_init_command(program);
    add_import_command(program);
    add_import_history_command(program);
    add_forecast_command(program);
    add_backtest_command(program);
    add_generate_command(program);
    add_validate_command(program);
    add_plan_command(program);
    add_pareto_command(program);
    add_baseline_command(program);
    add_bound_command(program);
    add_import_plan_command(program);
    add_evaluate_command(program);
    add_report_command(program);
    add_explain_command(program);
    add_ablate_command(program);
    add_export_command(program);
    add_doctor_command(program);
    add_submit_command(program);
    add_reconcile_command(program);
    add_completion_command(program);
    add_examples(program);
}

/// The next file to be opened would take the place of a standard stream that is closed, and get
/// what is printed there. Read-only: printing still fails, as it should.
void keep_standard_streams() {
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(stream, F_GETFD) < 0) static_cast<void>(::open("/dev/null", O_RDONLY));
    }
}

/// Names and values in a message come from any file: none of them may steer a terminal.
int report(ExitCode code, std::string_view problem) {
    constexpr std::size_t most_bytes = 100'000;
    // fmt::print() throws where stderr cannot be written; there is nobody left to tell.
    std::fputs(fmt::format("nightwatt: error: {}\n", printable(problem, most_bytes)).c_str(),
               stderr);
    return static_cast<int>(code);
}

/// Results leave through stdout. A reader that went away (`| head`) has had enough: no error.
int judge_output(int error_number) {
    if (error_number == EPIPE) return static_cast<int>(ExitCode::Success);
    const char* reason = error_number == 0 ? "write failed" : std::strerror(error_number);
    return report(ExitCode::Output,
                  fmt::format("standard output could not be written: {}", reason));
}

int flush_results() {
    errno = 0;
    const bool failed = std::fflush(stdout) != 0 || std::ferror(stdout) != 0;
    return failed ? judge_output(errno) : static_cast<int>(ExitCode::Success);
}

int run(int argc, char** argv) {
    CLI::App program("Plans a night of batch work at least cost: energy and missed deadlines.",
                     "nightwatt");
    add_global_options(program);
    add_commands(program);
    run_command_line(program, argc, argv);
    return flush_results();
}

/// The first rank alone hears signals, decides and writes.
int work_for_the_first(Ranks& ranks) {
    for (const int signal : {SIGTERM, SIGINT, SIGUSR1, SIGUSR2}) std::signal(signal, SIG_IGN);
    try {
        set_verbosity(Verbosity::Quiet);
        ShareWork shares;
        serve(ranks.link(0), &shares);
        return static_cast<int>(ExitCode::Success);
    } catch (const std::exception& error) {
        const int code =
            report(ExitCode::Internal, fmt::format("rank {}: {}", rank_place.rank, error.what()));
        ranks.abandon(code);
        return code;
    }
}

}  // namespace

int main(int argc, char** argv) {
    keep_standard_streams();
    // A closed pipe, or a file that has grown to its limit, must not kill a search: writing to it
    // fails instead.
    for (const int signal : {SIGPIPE, SIGXFSZ}) std::signal(signal, SIG_IGN);
    try {
        const std::unique_ptr<Ranks> ranks = join_ranks();
        if (ranks) rank_place = ranks->place();
        if (rank_place.rank != 0) return work_for_the_first(*ranks);
        const Crew crew(ranks.get());
        return run(argc, argv);
    } catch (const Error& error) {
        for (const std::string& problem : error.problems()) report(error.code(), problem);
        return static_cast<int>(error.code());
    } catch (const std::bad_alloc&) {
        return report(ExitCode::Internal, "out of memory");
    } catch (const std::system_error& error) {
        if (std::ferror(stdout) != 0) return judge_output(error.code().value());
        return report(ExitCode::Internal, fmt::format("internal: {}", error.what()));
    } catch (const std::exception& error) {
        return report(ExitCode::Internal, fmt::format("internal: {}", error.what()));
    }
}
