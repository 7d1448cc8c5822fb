#include "io/slurm/slurm_folder.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>

#include "errors.hpp"
#include "io/output_file.hpp"

namespace nightwatt {

namespace {

namespace fs = std::filesystem;

bool is_script_of_export(const std::string& name) {
    return name == "submit.sh" || name == "sleep.sh" || name == "reserve.sh" ||
           (name.starts_with("array-") && name.ends_with(".sbatch"));
}

/// placement.tsv says that the folder holds an export; without it, all files are somebody's own.
void remove_earlier_export(const fs::path& folder) {
    if (!fs::exists(folder / "placement.tsv")) return;
    std::vector<fs::path> scripts;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        if (is_script_of_export(entry.path().filename().string())) scripts.push_back(entry.path());
    }
    for (const fs::path& script : scripts) fs::remove(script);
}

}  // namespace

void write_slurm_folder(const std::string& folder, const std::vector<SlurmFile>& files) {
    try {
        fs::create_directories(folder);
        if (fs::exists(fs::path(folder) / "journal.tsv")) {
            throw UsageError(fmt::format(
                "{}: holds a plan that was submitted, at least in part: write to another folder",
                folder));
        }
        remove_earlier_export(folder);
        for (const SlurmFile& file : files) {
            const fs::path path = fs::path(folder) / file.name;
            write_whole_file(path.string(), file.text);
            if (!file.executable) continue;
            std::error_code error;  // no matter: `nightwatt submit` starts them by bash
            fs::permissions(path,
                            fs::perms::owner_exec | fs::perms::group_exec | fs::perms::others_exec,
                            fs::perm_options::add, error);
        }
    } catch (const fs::filesystem_error& error) {
        throw OutputError(
            fmt::format("{}: cannot be written to: {}", folder, error.code().message()));
    }
}

}  // namespace nightwatt
