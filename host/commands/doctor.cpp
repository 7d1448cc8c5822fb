#include <fmt/format.h>
#include <omp.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <memory>
#include <string>

#include "backend/backend.hpp"
#include "commands/commands.hpp"
#include "commands/json_option.hpp"
#include "commands/option_checks.hpp"
#include "doctor/parity.hpp"
#include "doctor/ranks_check.hpp"
#include "doctor/rates.hpp"
#include "errors.hpp"
#include "instance/content_hash.hpp"
#include "io/output_file.hpp"
#include "io/report/json_text.hpp"

namespace nightwatt {

namespace {

struct DoctorOptions {
    bool full = false;
    JsonOption json;
    int threads = 0;
};

/// A backend as it was before anything ran on it: one that has failed says little.
struct BackendFinding {
    std::string name;
    std::string unavailable;
    std::vector<DeviceFacts> devices;
};

struct Findings {
    std::vector<BackendFinding> backends;
    std::vector<ParityRow> parity;
    std::vector<RankFinding> ranks;
    std::string ranks_failure;
    std::vector<BackendRates> rates;

    [[nodiscard]] bool healthy() const {
        return std::all_of(parity.begin(), parity.end(),
                           [](const ParityRow& row) { return row.equal(); }) &&
               ranks_failure.empty() &&
               std::all_of(ranks.begin(), ranks.end(),
                           [](const RankFinding& finding) { return finding.equal; }) &&
               std::all_of(rates.begin(), rates.end(),
                           [](const BackendRates& one) { return one.failure.empty(); });
    }
};

std::string findings_json(const Findings& findings) {
    nlohmann::ordered_json object;
    object["version"] = NIGHTWATT_VERSION;
    object["healthy"] = findings.healthy();
    for (const BackendFinding& backend : findings.backends) {
        nlohmann::ordered_json one;
        one["name"] = backend.name;
        one["unavailable"] = backend.unavailable;
        one["devices"] = nlohmann::ordered_json::array();
        for (const DeviceFacts& device : backend.devices) {
            one["devices"].push_back({{"name", device.name},
                                      {"details", device.details},
                                      {"free_bytes", device.free_bytes}});
        }
        object["backends"].push_back(one);
    }
    for (const ParityRow& row : findings.parity) {
        nlohmann::ordered_json one;
        one["case"] = row.name;
        one["equal"] = row.equal();
        for (const DrillTrace& trace : row.traces) {
            nlohmann::ordered_json& entry = one["traces"].emplace_back();
            entry["backend"] = trace.backend;
            if (trace.failure.empty()) {
                entry["hash"] = hash_text(trace.hash);
            } else {
                entry["failed"] = trace.failure;
            }
            entry["seconds"] = trace.seconds;
        }
        object["parity"].push_back(one);
    }
    for (const RankFinding& one : findings.ranks) {
        object["ranks"].push_back({{"rank", one.rank.rank},
                                   {"node", one.rank.node},
                                   {"threads", one.rank.threads},
                                   {"backend", one.rank.backend},
                                   {"device", one.rank.device},
                                   {"equal", one.equal}});
    }
    if (!findings.ranks_failure.empty()) object["ranks_failed"] = findings.ranks_failure;
    for (const BackendRates& rates : findings.rates) {
        if (!rates.failure.empty()) {
            object["rates"].push_back({{"backend", rates.backend},
                                       {"instance", rates.instance},
                                       {"failed", rates.failure}});
            continue;
        }
        object["rates"].push_back({{"backend", rates.backend},
                                   {"instance", rates.instance},
                                   {"plans", rates.plans},
                                   {"task_evaluations_per_s", rates.evaluations},
                                   {"moves_per_s", rates.moves},
                                   {"generations_per_s", rates.generations},
                                   {"copy_bytes_per_s", rates.copy_bytes},
                                   {"bandwidth_share", rates.bandwidth_share}});
    }
    return json_text(object);
}

void print_backends(const Findings& findings) {
    constexpr double gibibyte = 1 << 30;
    fmt::print("nightwatt {}\n\nbackends\n", NIGHTWATT_VERSION);
    for (const BackendFinding& backend : findings.backends) {
        if (!backend.unavailable.empty()) {
            fmt::print("  {:<5} not available: {}\n", backend.name, backend.unavailable);
        }
        for (const DeviceFacts& device : backend.devices) {
            fmt::print("  {:<5} {}: {}, {:.1f} GiB free\n", backend.name, device.name,
                       device.details, static_cast<double>(device.free_bytes) / gibibyte);
        }
    }
}

void print_parity(const Findings& findings) {
    fmt::print("\nthe same bits from every backend?\n");
    for (const ParityRow& row : findings.parity) {
        fmt::print("  {:<34}", row.name);
        for (const DrillTrace& trace : row.traces) {
            const std::string found =
                trace.failure.empty() ? hash_text(trace.hash) : "failed: " + trace.failure;
            fmt::print("  {} {} {:.1f} s", trace.backend, found, trace.seconds);
        }
        fmt::print("  {}\n", !row.equal() ? "NO" : row.traces.size() < 2 ? "one backend" : "yes");
    }
}

void print_ranks(const Findings& findings) {
    if (!findings.ranks_failure.empty()) {
        fmt::print("\nthe ranks' check failed: {}\n", findings.ranks_failure);
    }
    if (!findings.ranks.empty()) fmt::print("\nthe same bits from every rank?\n");
    for (const RankFinding& one : findings.ranks) {
        fmt::print("  rank {:<5} {} ({} thread{}): {} {}  {}\n", one.rank.rank, one.rank.node,
                   one.rank.threads, one.rank.threads == 1 ? "" : "s", one.rank.backend,
                   one.rank.device, one.equal ? "yes" : "NO");
    }
}

void print_rates(const Findings& findings) {
    fmt::print("\nrates\n  {:<5} {:<14} {:>6} {:>14} {:>10} {:>14} {:>9} {:>10}\n", "", "night",
               "plans", "evaluations/s", "moves/s", "generations/s", "copy", "of it used");
    for (const BackendRates& rates : findings.rates) {
        if (!rates.failure.empty()) {
            fmt::print("  {:<5} {:<14} failed: {}\n", rates.backend, rates.instance, rates.failure);
            continue;
        }
        fmt::print(
            "  {:<5} {:<14} {:>6} {:>12.1f} M {:>8.2f} M {:>14.2f} {:>4.0f} GB/s {:>8.0f} %\n",
            rates.backend, rates.instance, rates.plans, rates.evaluations / 1e6, rates.moves / 1e6,
            rates.generations, rates.copy_bytes / 1e9, 100 * rates.bandwidth_share);
    }
}

BackendFinding look_at(const BackendChoice& choice) {
    BackendFinding found{choice.name, choice.unavailable(), {}};
    try {
        if (found.unavailable.empty()) found.devices = choice.devices();
    } catch (const std::exception& error) {
        found.unavailable = error.what();
    }
    return found;
}

/// Looks at everything, whatever fails; says what it finds as it goes.
Findings examine(bool full, std::uint32_t threads, bool text) {
    Findings findings;
    for (const BackendChoice& choice : backends()) findings.backends.push_back(look_at(choice));
    const auto tell = [&](auto print) {
        if (!text) return;
        print(findings);
        std::fflush(stdout);
    };
    tell(print_backends);
    // Chosen before anything runs: a device that has failed is not available any more.
    const std::vector<BackendChoice> choices = usable_backends();
    findings.parity = check_parity(full, threads, choices);
    tell(print_parity);
    try {
        findings.ranks = check_ranks(threads);
    } catch (const std::exception& error) {
        findings.ranks_failure = error.what();
    }
    tell(print_ranks);
    findings.rates = measure_rates(full, threads, full ? 2.0 : 0.3, choices);
    tell(print_rates);
    return findings;
}

void run(const DoctorOptions& options) {
    check_outputs(options.json.files(), {});
    const auto threads =
        static_cast<std::uint32_t>(options.threads > 0 ? options.threads : omp_get_max_threads());
    omp_set_num_threads(static_cast<int>(threads));
    const Findings findings = examine(options.full, threads, !options.json.to_stdout());
    options.json.write(findings_json(findings));
    if (!findings.healthy()) {
        throw DeviceError(
            "a device or rank fails or does not give the CPU's bits: do not plan on it; please "
            "report "
            "this with the output of `nightwatt doctor --full --json -`");
    }
}

}  // namespace

void add_doctor_command(CLI::App& program) {
    CLI::App* command = program.add_subcommand(
        "doctor", "Check what this machine can do: devices, equal bits, rates.");
    const auto options = std::make_shared<DoctorOptions>();
    command->add_flag("--full", options->full, "Larger instances too; takes a minute or two.");
    command->add_option("--threads", options->threads, "CPU threads to use; all where not given.")
        ->check(between(1, 4096));
    options->json.add(*command, "Findings");
    command->callback([options] { run(*options); });
}

}  // namespace nightwatt
