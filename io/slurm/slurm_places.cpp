#include "io/slurm/slurm_places.hpp"

#include <algorithm>

#include "io/slurm/slurm_json.hpp"

namespace nightwatt {

namespace {

bool among(const std::vector<std::string>& list, const std::string& one) {
    return std::find(list.begin(), list.end(), one) != list.end();
}

bool fits(const SlurmJobRow& job, const SlurmNodeRow& node) {
    const auto in = [&](const std::string& partition) { return among(node.partitions, partition); };
    const auto labelled = [&](const std::string& label) { return among(node.labels, label); };
    const std::vector<std::string> features = slurm_words(job.features, "&,");
    return (job.partitions.empty() ||
            std::any_of(job.partitions.begin(), job.partitions.end(), in)) &&
           job.disk_mib <= node.disk_mib &&
           std::all_of(features.begin(), features.end(), labelled) &&
           std::all_of(job.gpu_types.begin(), job.gpu_types.end(), labelled);
}

/// All that decides a job's place.
std::vector<std::string> question(const SlurmJobRow& job) {
    std::vector<std::string> words = {job.features,
                                      std::to_string(job.cpus),
                                      std::to_string(job.disk_mib),
                                      std::to_string(job.memory_mib),
                                      std::to_string(job.gpus),
                                      job.whole_node ? "whole" : ""};
    for (const auto* list :
         {&job.partitions, &job.gpu_types, &job.required_nodes, &job.excluded_nodes}) {
        words.insert(words.end(), list->begin(), list->end());
        words.emplace_back();  // between lists
    }
    return words;
}

}  // namespace

void SlurmPlaces::add(const SlurmNodeRow& node, const std::string& model) {
    const auto found = std::find(models_.begin(), models_.end(), model);
    nodes_.push_back({node, static_cast<std::size_t>(found - models_.begin())});
    if (found == models_.end()) models_.push_back(model);
}

const SlurmPlace& SlurmPlaces::of(const SlurmJobRow& job) {
    const auto [found, is_new] = known_.try_emplace(question(job));
    if (is_new) found->second = job.required_nodes.empty() ? find(job) : on_required_node(job);
    return found->second;
}

SlurmPlace SlurmPlaces::find(const SlurmJobRow& job) const {
    std::vector<Usable> usable(models_.size());
    for (const Node& node : nodes_) {
        Usable& of = usable[node.class_index];
        ++of.all;
        if (!fits(job, node.row)) continue;
        ++of.fit;
        if (among(job.excluded_nodes, node.row.name)) continue;
        ++of.open;
        of.least_cpus = std::min(of.least_cpus, node.row.cpus);
        of.most_cpus = std::max(of.most_cpus, node.row.cpus);
    }
    SlurmPlace place{{}, job.cpus, {}};
    std::vector<std::size_t> classes;
    for (std::size_t k = 0; k < usable.size(); ++k) {
        const Usable& of = usable[k];
        if (of.open == of.all) classes.push_back(k);
        if (of.fit == of.all && of.open > 0 && of.open < of.all) {
            return {"that exclude some nodes of a class", 0, {}};
        }
    }
    if (classes.empty()) return {"that may use only some nodes of a class", 0, {}};
    if (job.whole_node && !take_whole_nodes(usable, classes, place)) {
        return {"that want a node of their own, where those of a class differ in size", 0, {}};
    }
    if (classes.size() < models_.size()) {
        for (const std::size_t k : classes) place.models.push_back(models_[k]);
    }
    return place;
}

SlurmPlace SlurmPlaces::on_required_node(const SlurmJobRow& job) const {
    const auto node = std::find_if(nodes_.begin(), nodes_.end(), [&](const Node& candidate) {
        return candidate.row.name == job.required_nodes.front();
    });
    if (node == nodes_.end()) return {"that must use a node which is left out", 0, {}};
    const std::string& name = node->row.name;
    if (!fits(job, node->row) || among(job.excluded_nodes, name) || job.cpus > node->row.cpus ||
        job.memory_mib > node->row.memory_mib || job.gpus > node->row.gpus) {
        return {"that must use a node which they do not fit", 0, {}};
    }
    return {{}, job.whole_node ? node->row.cpus : job.cpus, {models_[node->class_index]}};
}

bool SlurmPlaces::take_whole_nodes(const std::vector<Usable>& usable,
                                   std::vector<std::size_t>& classes, SlurmPlace& place) const {
    std::int64_t cpus = INT64_MAX;
    for (const std::size_t k : classes) {
        if (usable[k].least_cpus == usable[k].most_cpus && usable[k].least_cpus >= place.cpus) {
            cpus = std::min(cpus, usable[k].least_cpus);
        }
    }
    std::erase_if(classes, [&](std::size_t k) {
        return usable[k].least_cpus != cpus || usable[k].most_cpus != cpus;
    });
    place.cpus = cpus;
    return !classes.empty();
}

}  // namespace nightwatt
