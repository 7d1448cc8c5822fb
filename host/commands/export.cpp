#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "commands/commands.hpp"
#include "errors.hpp"
#include "io/import/csv_export.hpp"
#include "io/instance_file.hpp"
#include "io/output_file.hpp"

namespace nightwatt {

namespace {

struct ExportOptions {
    std::string instance;
    std::string folder;
};

void run(const ExportOptions& options) {
    const std::vector<CsvText> files = export_csv(read_instance(options.instance));
    std::error_code error;
    std::filesystem::create_directories(options.folder, error);
    if (error)
        throw OutputError(
            fmt::format("{}: the folder cannot be made: {}", options.folder, error.message()));
    for (const CsvText& file : files)
        write_whole_file((std::filesystem::path(options.folder) / file.file).string(), file.text);
    fmt::print("{} files written to {}\n", files.size(), options.folder);
}

void add_csv(CLI::App& exporters) {
    CLI::App* command = exporters.add_subcommand(
        "csv", "Write an instance as CSV files, which `import csv` reads back unchanged.");
    const auto options = std::make_shared<ExportOptions>();
    command->add_option("instance", options->instance, "Instance file.")->required();
    command
        ->add_option("-o,--output", options->folder, "Folder for the files; made if there is none.")
        ->required();
    command->callback([options] { run(*options); });
}

}  // namespace

void add_export_command(CLI::App& program) {
    CLI::App* command =
        program.add_subcommand("export", "Write an instance as CSV, or a plan as Slurm jobs.");
    command->require_subcommand(1);
    add_csv(*command);
    add_export_slurm(*command);
}

}  // namespace nightwatt
