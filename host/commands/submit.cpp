#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <memory>

#include "commands/commands.hpp"
#include "config/nearest_file.hpp"
#include "errors.hpp"

namespace nightwatt {

namespace {

struct SubmitOptions {
    std::string folder;
    bool dry_run = false;
};

/// submit.sh does the work, so that it can be read, changed, and run where this program is not.
[[noreturn]] void run(const SubmitOptions& options) {
    const std::string script = (std::filesystem::path(options.folder) / "submit.sh").string();
    if (!std::filesystem::is_regular_file(script)) {
        throw InputError(fmt::format("{}: {}; it is made by nightwatt export slurm", script,
                                     why_not_opened(script, ENOENT)));
    }
    std::fflush(nullptr);
    ::execlp("bash", "bash", script.c_str(), options.dry_run ? "--dry-run" : nullptr, nullptr);
    throw InternalError(fmt::format("bash cannot be started: {}", std::strerror(errno)));
}

}  // namespace

void add_submit_command(CLI::App& program) {
    CLI::App* command = program.add_subcommand(
        "submit", "Hand the jobs of `export slurm` to Slurm; each once, however often it is run.");
    const auto options = std::make_shared<SubmitOptions>();
    command->add_option("folder", options->folder, "Folder that export slurm has written.")
        ->required();
    command->add_flag("--dry-run", options->dry_run,
                      "Only ask Slurm whether it would take them (sbatch --test-only).");
    command->callback([options] { run(*options); });
}

}  // namespace nightwatt
