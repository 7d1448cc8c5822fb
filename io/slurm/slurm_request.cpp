#include "io/slurm/slurm_request.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "io/slurm/slurm_gres.hpp"
#include "io/slurm/slurm_hosts.hpp"
#include "io/slurm/slurm_json.hpp"

namespace nightwatt {

namespace {

using Json = nlohmann::json;

/// GPUs of a list; types become labels, and what is neither GPU nor counted by Slurm anyway is
/// beyond a plan.
std::int64_t take_tres(const std::string& text, SlurmJobRow& row) {
    std::int64_t gpus = 0;
    for (const std::string& one : slurm_words(text, ",")) {
        const SlurmGres gres = parse_slurm_gres(one).value_or(SlurmGres());
        if (gres.name == "gpu") {
            gpus += gres.amount;
            if (!gres.type.empty()) row.gpu_types.push_back("gpu:" + gres.type);
        } else if (gres.name.starts_with("license")) {
            row.beyond = "with licences";
        } else if (gres.name != "cpu" && gres.name != "mem" && gres.name != "node" &&
                   gres.name != "billing") {
            row.beyond = "with gres other than GPUs";
        }
    }
    return gpus;
}

bool wants_whole_node(const Json& job) {
    for (const char* field : {"shared", "exclusive"}) {
        for (const std::string& word : slurm_words(slurm_state(job, field), "+")) {
            for (const char* alone : {"NO", "NONE", "TRUE", "EXCLUSIVE", "USER", "MCS", "TOPO"}) {
                if (word == alone) return true;
            }
        }
    }
    return false;
}

std::vector<std::string> hosts(const Json& job, const char* field) {
    std::string text;
    for (const std::string& part : slurm_list(job, field)) text += (text.empty() ? "" : ",") + part;
    return parse_slurm_hosts(text);
}

/// Texts "allocated" in the tree of a node's sockets and cores.
std::int64_t allocated_cores(const Json& tree) {
    if (tree.is_string())
        return tree.get_ref<const std::string&>().starts_with("allocated") ? 1 : 0;
    std::int64_t cores = 0;
    if (tree.is_structured()) {
        for (const Json& branch : tree) cores += allocated_cores(branch);
    }
    return cores;
}

/// The list of nodes in job_resources; 24.05 and later keep it in another place.
const Json& allocated_nodes(const Json& job) {
    static const Json nothing = Json::array();
    const Json& resources = slurm_part(job, "job_resources");
    const Json& newer = slurm_part(resources, "nodes");
    const auto list = newer.find("allocation");
    if (list != newer.end() && list->is_array()) return *list;
    const auto older = resources.find("allocated_nodes");
    return older != resources.end() && older->is_array() ? *older : nothing;
}

/// Cores and memory of every node as Slurm lists them; cores are turned into CPUs by the job's
/// sums.
void read_allocation(const Json& job, const SlurmTres& sum, std::vector<SlurmShare>& shares) {
    std::int64_t cores = 0;
    for (const Json& node : allocated_nodes(job)) {
        if (node.is_object()) cores += allocated_cores(slurm_part(node, "sockets"));
    }
    for (const Json& node : allocated_nodes(job)) {
        if (!node.is_object()) continue;
        const std::string name = slurm_text(node, "nodename") + slurm_text(node, "name");
        const auto share = std::find_if(shares.begin(), shares.end(),
                                        [&](const SlurmShare& s) { return s.node == name; });
        if (share == shares.end()) continue;
        share->cpus = slurm_number(slurm_part(node, "cpus"), "count");
        if (share->cpus == 0 && cores > 0) {
            const std::int64_t own = allocated_cores(slurm_part(node, "sockets"));
            share->cpus = (own * sum.cpus + cores - 1) / cores;
        }
        share->memory_mib = std::max(slurm_number(node, "memory_allocated"),
                                     slurm_number(slurm_part(node, "memory"), "allocated"));
        share->whole = share->cpus <= 0;
    }
}

}  // namespace

void read_slurm_request(const Json& job, SlurmJobRow& row) {
    const SlurmTres tres = parse_slurm_tres(slurm_text(job, "tres_req_str"));
    row.cpus = std::max<std::int64_t>(1, tres.cpus > 0 ? tres.cpus : slurm_number(job, "cpus"));
    row.memory_mib = tres.memory_mib;
    const std::int64_t tasks = std::max<std::int64_t>(1, slurm_number(job, "tasks"));
    const std::int64_t sockets = std::max<std::int64_t>(1, slurm_number(job, "sockets_per_node"));
    row.gpus = std::max({tres.gpus, take_tres(slurm_text(job, "tres_per_node"), row),
                         take_tres(slurm_text(job, "tres_per_job"), row),
                         tasks * take_tres(slurm_text(job, "tres_per_task"), row),
                         sockets * take_tres(slurm_text(job, "tres_per_socket"), row)});
    row.disk_mib = slurm_number(job, "minimum_tmp_disk_per_node");
    row.whole_node = wants_whole_node(job);
    row.required_nodes = hosts(job, "required_nodes");
    row.excluded_nodes = hosts(job, "excluded_nodes");
    if (!slurm_list(job, "licenses").empty()) row.beyond = "with licences";
    if (!slurm_text(job, "burst_buffer").empty()) row.beyond = "with burst buffers";
    if (!slurm_text(job, "resv_name").empty()) row.beyond = "in reservations";
    if (slurm_number(job, "het_job_id") > 0) row.beyond = "that are parts of a heterogeneous job";
}

std::vector<SlurmShare> slurm_shares(const Json& job, const SlurmJobRow& row) {
    std::vector<SlurmShare> shares;
    for (const std::string& node : hosts(job, "nodes")) shares.push_back({node, true, 0, 0, 0});
    const SlurmTres sum = parse_slurm_tres(slurm_text(job, "tres_alloc_str"));
    if (shares.size() == 1) {
        shares[0].whole = row.whole_node;
        shares[0].cpus = sum.cpus > 0 ? sum.cpus : row.cpus;
        shares[0].memory_mib = std::max(sum.memory_mib, row.memory_mib);
        shares[0].gpus = std::max(sum.gpus, row.gpus);
    } else if (!row.whole_node && sum.gpus == 0 && row.gpus == 0) {
        read_allocation(job, sum, shares);
    }
    return shares;
}

}  // namespace nightwatt
