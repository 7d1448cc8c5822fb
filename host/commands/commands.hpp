#pragma once

#include <CLI/CLI.hpp>

namespace nightwatt {

/// Each function adds one subcommand to the program; its callback does the work and throws an Error
/// where it fails.
void add_import_command(CLI::App& program);
void add_import_history_command(CLI::App& program);
void add_export_command(CLI::App& program);
void add_generate_command(CLI::App& program);
void add_validate_command(CLI::App& program);
void add_plan_command(CLI::App& program);
void add_pareto_command(CLI::App& program);
void add_import_plan_command(CLI::App& program);
void add_evaluate_command(CLI::App& program);
void add_baseline_command(CLI::App& program);
void add_bound_command(CLI::App& program);
void add_backtest_command(CLI::App& program);
void add_forecast_command(CLI::App& program);
void add_report_command(CLI::App& program);
void add_config_command(CLI::App& program);
void add_init_command(CLI::App& program);
void add_explain_command(CLI::App& program);
void add_ablate_command(CLI::App& program);
void add_doctor_command(CLI::App& program);
void add_submit_command(CLI::App& program);
void add_reconcile_command(CLI::App& program);
void add_completion_command(CLI::App& program);

/// `export slurm`, which add_export_command() calls.
void add_export_slurm(CLI::App& exporters);

}  // namespace nightwatt
