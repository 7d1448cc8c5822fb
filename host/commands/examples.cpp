#include "commands/examples.hpp"

#include <string>
#include <string_view>

namespace nightwatt {

namespace {

struct Example {
    std::string_view command;  ///< as it is called, without the program's name
    std::string_view text;     ///< what stands behind it
};

constexpr Example examples[] = {
    {"config", "> nightwatt.toml"},
    {"init", "slurm -o slurm.toml"},
    {"import", "csv tasks.csv servers.csv -o night.h5"},
    {"import", "slurm --live --config slurm.toml -o tonight.h5"},
    {"import-history", "price DE-LU_price_2023.csv --name DE-LU -o history.h5"},
    {"forecast", "--history history.h5 --instance night.h5 -o expected.h5"},
    {"backtest", "history.h5"},
    {"generate night", "--tasks 1000 --servers 20 --seed 1 -o night.h5"},
    {"generate etc", "--tasks 512 --servers 16 --seed 1 -o etc.h5"},
    {"validate", "night.h5"},
    {"plan", "--instance night.h5 --time-limit 60 -o plan.h5"},
    {"plan", "--instance night.h5 --checkpoint run.checkpoint --resume -o plan.h5"},
    {"pareto", "night.h5 --time-limit 60 -o front.h5 --csv front.csv"},
    {"baseline", "night.h5 --rule mct -o mct.h5"},
    {"bound", "night.h5 --time-limit 10"},
    {"import-plan", "night.h5 schedule.csv -o plan.h5"},
    {"evaluate", "night.h5 plan.h5"},
    {"report", "night.h5 plan.h5 -o night.html"},
    {"explain", "night.h5 plan.h5 --task t17"},
    {"ablate", "night.h5 --json levers.json"},
    {"export csv", "night.h5 -o tables"},
    {"export slurm", "plan.h5 --instance night.h5 -o jobs"},
    {"doctor", "--full"},
    {"submit", "jobs --dry-run"},
    {"reconcile", "plan.h5 --instance night.h5 --sacct sacct.txt"},
};

void add_examples(CLI::App& command, const std::string& path) {
    for (CLI::App* const child : command.get_subcommands({})) {
        const std::string own = path.empty() ? child->get_name() : path + ' ' + child->get_name();
        std::string footer;
        for (const Example& example : examples) {
            if (example.command != own) continue;
            footer += footer.empty() ? "Examples:" : "";
            footer += "\n  nightwatt " + own + ' ' + std::string(example.text);
        }
        if (child->get_footer().empty() && !footer.empty()) child->footer(footer);
        add_examples(*child, own);
    }
}

}  // namespace

void add_examples(CLI::App& program) {
    add_examples(program, "");
}

}  // namespace nightwatt
