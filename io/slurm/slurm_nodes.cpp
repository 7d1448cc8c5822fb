#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "config/read_number.hpp"
#include "errors.hpp"
#include "instance/in_quotes.hpp"
#include "io/slurm/slurm_gres.hpp"
#include "io/slurm/slurm_json.hpp"
#include "io/slurm/slurm_tables.hpp"

namespace nightwatt {

namespace {

using Json = nlohmann::json;

/// The number that `word` ends with, as in "CPUTot=8".
std::int64_t whole(const std::string& number, const std::string& word, const std::string& path) {
    if (const auto value = read_number<std::int64_t>(number)) return *value;
    throw InputError(fmt::format("{}: {}: must end with a whole number", path, in_quotes(word)));
}

/// "gpu:a100:4(S:0-1),fpga:1": the number of GPUs and the types as labels.
void take_gres(SlurmNodeRow& row, std::string gres, const std::string& path) {
    for (std::size_t open = gres.find('('); open != std::string::npos; open = gres.find('(')) {
        gres.erase(open, std::min(gres.find(')', open), gres.size() - 1) - open + 1);
    }
    for (const std::string& one : slurm_words(gres, ",")) {
        const auto item = parse_slurm_gres(one);
        if (!item) throw InputError(fmt::format("{}: {}: is no gres", path, in_quotes(one)));
        if (!item->type.empty()) {
            row.labels.push_back(item->name + ":" + item->type);
            row.labels.push_back(item->type);
        }
        row.labels.push_back(item->name);
        if (item->name == "gpu") row.gpus += item->amount;
    }
}

/// "IDLE+POWERED_DOWN" only sleeps and wakes for a job.
void take_state(SlurmNodeRow& row, const std::string& state) {
    for (const std::string& word : slurm_words(state, "+")) {
        if (word.starts_with("POWER")) continue;
        for (const char* bad : {"DOWN", "DRAIN", "FAIL", "UNKNOWN", "NOT_RESPONDING", "FUTURE"}) {
            if (word.find(bad) != std::string::npos) row.usable = false;
        }
        for (const char* kept : {"MAINT", "RESERVED"}) {
            if (word.find(kept) != std::string::npos) row.reserved = true;
        }
    }
}

SlurmNodeRow node_row(const Json& node, const std::string& path) {
    SlurmNodeRow row;
    row.name = slurm_text(node, "name");
    row.cpus = slurm_number(node, "cpus");
    row.memory_mib = slurm_number(node, "real_memory");
    row.disk_mib = slurm_number(node, "temporary_disk");
    take_state(row, slurm_state(node, "state") + "+" + slurm_state(node, "state_flags"));
    row.labels = slurm_list(node, "features");
    row.partitions = slurm_list(node, "partitions");
    take_gres(row, slurm_text(node, "gres"), path);
    return row;
}

/// `sinfo --json` of Slurm 23.02 and later: nodes grouped by partition, state and size; a node of
/// two partitions stands in two groups.
std::vector<SlurmNodeRow> from_groups(const Json& groups, const std::string& path) {
    std::vector<SlurmNodeRow> rows;
    std::unordered_map<std::string, std::size_t> row_of;
    for (const Json& group : groups) {
        SlurmNodeRow row;
        row.cpus = slurm_number(slurm_part(group, "cpus"), "maximum");
        row.memory_mib = slurm_number(slurm_part(group, "memory"), "maximum");
        row.disk_mib = slurm_number(slurm_part(group, "disk"), "minimum");
        take_state(row, slurm_state(slurm_part(group, "node"), "state"));
        row.labels = slurm_words(slurm_text(slurm_part(group, "features"), "total"), ",");
        take_gres(row, slurm_text(slurm_part(group, "gres"), "total"), path);
        const std::string partition = slurm_text(slurm_part(group, "partition"), "name");
        const bool alike = slurm_number(slurm_part(group, "cpus"), "minimum") == row.cpus &&
                           slurm_number(slurm_part(group, "memory"), "minimum") == row.memory_mib;
        for (const std::string& name : slurm_list(slurm_part(group, "nodes"), "nodes")) {
            if (!alike) {
                throw InputError(fmt::format(
                    "{}: node {} stands in a group of nodes of different sizes; make the file by "
                    "sinfo --exact --json",
                    path, in_quotes(name)));
            }
            const auto [known, is_new] = row_of.emplace(name, rows.size());
            if (is_new) {
                rows.push_back(row);
                rows.back().name = name;
            }
            if (!partition.empty()) rows[known->second].partitions.push_back(partition);
        }
    }
    return rows;
}

/// One node of `scontrol show node`: words "Key=Value"; values hold no spaces but in OS and Reason.
SlurmNodeRow node_row(const std::string& text, const std::string& path) {
    SlurmNodeRow row;
    for (const std::string& word : slurm_words(text, " \n\t\r")) {
        const std::size_t equals = word.find('=');
        if (equals == std::string::npos) continue;
        const std::string key = word.substr(0, equals);
        const std::string value = word.substr(equals + 1);
        if (value == "(null)") continue;
        if (key == "NodeName") row.name = value;
        if (key == "CPUTot") row.cpus = whole(value, word, path);
        if (key == "RealMemory") row.memory_mib = whole(value, word, path);
        if (key == "TmpDisk") row.disk_mib = whole(value, word, path);
        if (key == "State") take_state(row, value);
        if (key == "Gres") take_gres(row, value, path);
        if (key == "Partitions") row.partitions = slurm_words(value, ",");
        if (key == "AvailableFeatures") {
            for (std::string& label : slurm_words(value, ","))
                row.labels.push_back(std::move(label));
        }
    }
    return row;
}

std::vector<SlurmNodeRow> from_text(const std::string& text, const std::string& path) {
    std::vector<SlurmNodeRow> rows;
    for (std::size_t at = text.find("NodeName="); at != std::string::npos;) {
        const std::size_t next = text.find("NodeName=", at + 1);
        rows.push_back(
            node_row(text.substr(at, next == std::string::npos ? next : next - at), path));
        at = next;
    }
    return rows;
}

}  // namespace

std::vector<SlurmNodeRow> parse_slurm_nodes(const std::string& text, const std::string& path) {
    std::vector<SlurmNodeRow> rows;
    if (text.find_first_not_of(" \n\t\r") != text.find('{')) {
        rows = from_text(text, path);
    } else {
        const Json document = parse_slurm_json(text, path);
        const auto nodes = document.find("nodes");
        if (nodes != document.end() && nodes->is_array()) {
            for (const Json& node : *nodes) rows.push_back(node_row(node, path));
        }
        const auto groups = document.find("sinfo");
        if (groups != document.end() && groups->is_array()) rows = from_groups(*groups, path);
    }
    if (rows.empty()) {
        throw InputError(fmt::format(
            "{}: has no nodes; make it by scontrol show nodes --json, or by scontrol show node",
            path));
    }
    return rows;
}

}  // namespace nightwatt
