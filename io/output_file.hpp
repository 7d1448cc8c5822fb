#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace nightwatt {

/// Writes a file whole or not at all: to a temporary file in the same folder, which is synced and
/// renamed; then the folder is synced. Whatever fails, nothing of the temporary file remains and
/// what stood at `path` stays as it was. A symbolic link is followed; a device or pipe is written
/// directly. Throws OutputError naming the path and the system's reason.
void write_whole_file(const std::string& path, std::string_view content);

/// Throws OutputError where write_whole_file() could not even begin, so that a command can find
/// out before it works for hours.
void check_writable(const std::string& path);

/// Removes what a process of this user that was killed in the midst of write_whole_file() left
/// beside `path`: a temporary file by its name, unless a process that lives has it locked.
void remove_unfinished(const std::string& path);

/// For a command to call before it reads or works: throws UsageError where an output is one of the
/// inputs, under whatever name, or two outputs are one file, and OutputError where one cannot be
/// written. Inputs may be missing; an input without a name is none.
void check_outputs(const std::vector<std::string>& outputs, const std::vector<std::string>& inputs);

}  // namespace nightwatt
