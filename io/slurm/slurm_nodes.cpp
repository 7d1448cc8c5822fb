#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "errors.hpp"
#include "instance/in_quotes.hpp"
#include "io/slurm/slurm_json.hpp"
#include "io/slurm/slurm_tables.hpp"

namespace nightwatt {

namespace {

using Json = nlohmann::json;

std::vector<std::string> words(const std::string& text, const char* separators) {
    std::vector<std::string> list;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find_first_of(separators, at), text.size());
        if (end > at) list.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return list;
}

/// "gpu:a100:4(S:0-1),fpga:1": the number of GPUs and the types as labels.
void take_gres(SlurmNodeRow& row, std::string gres) {
    for (std::size_t open = gres.find('('); open != std::string::npos; open = gres.find('(')) {
        gres.erase(open, std::min(gres.find(')', open), gres.size() - 1) - open + 1);
    }
    for (const std::string& one : words(gres, ",")) {
        const std::vector<std::string> parts = words(one, ":");
        if (parts.size() < 2) continue;
        if (parts.size() > 2) {
            row.labels.push_back(parts[0] + ":" + parts[1]);
            row.labels.push_back(parts[1]);
        }
        row.labels.push_back(parts[0]);
        if (parts[0] == "gpu") row.gpus += std::strtoll(parts.back().c_str(), nullptr, 10);
    }
}

bool usable(const std::string& state) {
    for (const char* bad :
         {"DOWN", "DRAIN", "FAIL", "MAINT", "UNKNOWN", "NOT_RESPONDING", "FUTURE"}) {
        if (state.find(bad) != std::string::npos) return false;
    }
    return true;
}

std::vector<std::string> list_of(const Json& node, const char* field) {
    const auto found = node.find(field);
    std::vector<std::string> list;
    if (found == node.end()) return list;
    if (found->is_string()) return words(found->get<std::string>(), ",");
    if (!found->is_array()) return list;
    for (const Json& one : *found) {
        if (one.is_string()) list.push_back(one.get<std::string>());
    }
    return list;
}

SlurmNodeRow node_row(const Json& node) {
    SlurmNodeRow row;
    row.name = slurm_text(node, "name");
    row.cpus = slurm_number(node, "cpus");
    row.memory_mib = slurm_number(node, "real_memory");
    row.usable = usable(slurm_state(node, "state") + "+" + slurm_state(node, "state_flags"));
    row.labels = list_of(node, "features");
    row.partitions = list_of(node, "partitions");
    take_gres(row, slurm_text(node, "gres"));
    return row;
}

/// An object within an object; an empty one where there is none.
const Json& part(const Json& object, const char* field) {
    static const Json nothing = Json::object();
    const auto found = object.find(field);
    return found != object.end() && found->is_object() ? *found : nothing;
}

/// `sinfo --json` of Slurm 23.02 and later: nodes grouped by partition, state and size; a node of
/// two partitions stands in two groups.
std::vector<SlurmNodeRow> from_groups(const Json& groups, const std::string& path) {
    std::vector<SlurmNodeRow> rows;
    std::unordered_map<std::string, std::size_t> row_of;
    for (const Json& group : groups) {
        SlurmNodeRow row;
        row.cpus = slurm_number(part(group, "cpus"), "maximum");
        row.memory_mib = slurm_number(part(group, "memory"), "maximum");
        row.usable = usable(slurm_state(part(group, "node"), "state"));
        row.labels = words(slurm_text(part(group, "features"), "total"), ",");
        take_gres(row, slurm_text(part(group, "gres"), "total"));
        const std::string partition = slurm_text(part(group, "partition"), "name");
        const bool alike = slurm_number(part(group, "cpus"), "minimum") == row.cpus &&
                           slurm_number(part(group, "memory"), "minimum") == row.memory_mib;
        for (const std::string& name : list_of(part(group, "nodes"), "nodes")) {
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
SlurmNodeRow node_row(const std::string& text) {
    SlurmNodeRow row;
    for (const std::string& word : words(text, " \n\t\r")) {
        const std::size_t equals = word.find('=');
        if (equals == std::string::npos) continue;
        const std::string key = word.substr(0, equals);
        const std::string value = word.substr(equals + 1);
        if (value == "(null)") continue;
        if (key == "NodeName") row.name = value;
        if (key == "CPUTot") row.cpus = std::strtoll(value.c_str(), nullptr, 10);
        if (key == "RealMemory") row.memory_mib = std::strtoll(value.c_str(), nullptr, 10);
        if (key == "State") row.usable = usable(value);
        if (key == "Gres") take_gres(row, value);
        if (key == "Partitions") row.partitions = words(value, ",");
        if (key == "AvailableFeatures") {
            for (std::string& label : words(value, ",")) row.labels.push_back(std::move(label));
        }
    }
    return row;
}

std::vector<SlurmNodeRow> from_text(const std::string& text) {
    std::vector<SlurmNodeRow> rows;
    for (std::size_t at = text.find("NodeName="); at != std::string::npos;) {
        const std::size_t next = text.find("NodeName=", at + 1);
        rows.push_back(node_row(text.substr(at, next == std::string::npos ? next : next - at)));
        at = next;
    }
    return rows;
}

}  // namespace

std::vector<SlurmNodeRow> parse_slurm_nodes(const std::string& text, const std::string& path) {
    std::vector<SlurmNodeRow> rows;
    if (text.find_first_not_of(" \n\t\r") != text.find('{')) {
        rows = from_text(text);
    } else {
        const Json document = parse_slurm_json(text, path);
        const auto nodes = document.find("nodes");
        if (nodes != document.end() && nodes->is_array()) {
            for (const Json& node : *nodes) rows.push_back(node_row(node));
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
