#include <fmt/format.h>
#include <fmt/ranges.h>

#include "commands/completion_scripts.hpp"
#include "config/program_parameters.hpp"

namespace nightwatt {

namespace {

/// Text as troff takes it: no line begins with a control character, backslashes and minus signs
/// stand for themselves.
std::string troff(const std::string& text) {
    std::string result;
    bool line_begins = true;
    for (const char c : text) {
        if (line_begins && (c == '.' || c == '\'')) result += "\\&";
        line_begins = c == '\n';
        if (c == '\\') {
            result += "\\e";
        } else if (c == '-') {
            result += "\\-";
        } else {
            result += c;
        }
    }
    return result;
}

std::string synopsis(const CommandEntry& command) {
    std::string line = "nightwatt";
    if (!command.path.empty()) line += " " + command.path;
    for (const OptionEntry& option : command.options) {
        if (option.positional) line += " " + option.names.front();
    }
    return line;
}

std::string options_text(const CommandEntry& command) {
    std::string text;
    for (const OptionEntry& option : command.options) {
        text += fmt::format(
            ".TP\n.B {}{}\n{}\n", troff(fmt::format("{}", fmt::join(option.names, ", "))),
            option.takes_value && !option.positional ? " \\fIVALUE\\fR" : "", troff(option.help));
        if (!option.words.empty()) {
            text += troff(fmt::format("One of {}.", fmt::join(option.words, ", "))) + "\n";
        }
        if (!option.range.empty()) text += troff(fmt::format("Allowed: {}.", option.range)) + "\n";
        if (!option.fallback.empty()) {
            text += troff(fmt::format("Default: {}.", option.fallback)) + "\n";
        }
    }
    return text;
}

std::string settings_text() {
    ProgramParameters values;
    ConfigExamples examples;
    std::string text;
    for (const ConfigPart& part : describe(values, examples)) {
        if (!part.array.empty()) {
            text += fmt::format(".SS Entries of [[{}]]\n", troff(part.array));
        }
        for (const Parameter& row : part.table.rows()) {
            text += fmt::format(".TP\n.B {} = {}\n{}\nAllowed: {}.\n", troff(row.key),
                                troff(value_text(row)), troff(row.help), troff(allowed_text(row)));
        }
    }
    return text;
}

constexpr const char* after = R"(.SH EXIT STATUS
.TP
.B 0
A plan was written, also where a limit or a signal ended the search.
.TP
.B 1
Of submit alone: Slurm refused a job, or somebody has to look.
.TP
.B 2
Usage or configuration.
.TP
.B 3
Input data.
.TP
.B 4
No feasible plan.
.TP
.B 5
Output could not be written.
.TP
.B 6
Device.
.TP
.B 70
Internal.
.TP
.B 75
Stopped before any plan, resume to go on; or before the end of a replay. Of submit: Slurm does not
answer; run it again.
.SH EXAMPLES
.nf
nightwatt generate night \-\-tasks 1000 \-\-servers 20 \-\-seed 1 \-o night.h5
nightwatt plan \-\-instance night.h5 \-\-time\-limit 60 \-o plan.h5
nightwatt report night.h5 plan.h5 \-o night.html
.fi
)";

}  // namespace

std::string manual_page(const std::vector<CommandEntry>& tree) {
    std::string text = fmt::format(
        ".TH NIGHTWATT 1 \"\" \"nightwatt {}\" \"User Commands\"\n.SH NAME\nnightwatt \\- plan a "
        "night "
        "of batch work at least cost\n.SH SYNOPSIS\n.B nightwatt\n.I COMMAND\n[OPTIONS]\n"
        ".SH DESCRIPTION\n{}\nIt reads tasks and servers from a file, searches for the plan that "
        "costs least, energy at the hour\\(aqs price and carbon intensity plus the price of missed "
        "deadlines, and writes where, when and at what frequency every task runs.\n"
        ".SH OPTIONS OF EVERY COMMAND\n{}.SH COMMANDS\n",
        NIGHTWATT_VERSION, troff(tree.front().help), options_text(tree.front()));
    for (const CommandEntry& command : tree) {
        if (command.path.empty()) continue;
        text += fmt::format(".SS {}\n{}\n{}", troff(synopsis(command)), troff(command.help),
                            options_text(command));
    }
    text +=
        ".SH CONFIGURATION\nSettings of the file that \\-\\-config names, in TOML, and of "
        "\\-\\-set "
        "key=value, with their defaults.\n" +
        settings_text();
    return text + after;
}

}  // namespace nightwatt
