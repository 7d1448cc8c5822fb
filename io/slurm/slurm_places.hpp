#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "io/slurm/slurm_tables.hpp"

namespace nightwatt {

/// Where a job that waits may run, in the words of an instance, which knows classes of nodes and
/// single nodes, but no lists of nodes.
struct SlurmPlace {
    std::string why_not;              ///< as in "on several nodes"; empty: it may run
    std::int64_t cpus = 0;            ///< what it takes of a node
    std::vector<std::string> models;  ///< of the classes it may use; empty: all
};

/// Nodes of a night, each of a class, asked for the place of one job after another.
class SlurmPlaces {
  public:
    /// `model` names the node's class.
    void add(const SlurmNodeRow& node, const std::string& model);
    [[nodiscard]] bool empty() const { return nodes_.empty(); }

    /// A class can be used where the job's partitions, features, types of GPU and disk allow all of
    /// its nodes. A job that excludes some nodes of such a class has no place: to send it to the
    /// other classes would be a poor choice. One that must use a node gets that one, if it is large
    /// enough. A job that wants a node of its own takes all of its cpus; where it may use classes
    /// of several sizes, those with the fewest that are enough.
    [[nodiscard]] const SlurmPlace& of(const SlurmJobRow& job);

  private:
    struct Node {
        SlurmNodeRow row;
        std::size_t class_index = 0;
    };
    /// How many nodes of a class a job may use.
    struct Usable {
        std::size_t all = 0;
        std::size_t fit = 0;
        std::size_t open = 0;  ///< fit, and are not excluded
        std::int64_t least_cpus = INT64_MAX;
        std::int64_t most_cpus = 0;
    };

    [[nodiscard]] SlurmPlace find(const SlurmJobRow& job) const;
    [[nodiscard]] SlurmPlace on_required_node(const SlurmJobRow& job) const;
    /// False: no class has nodes of one size that is enough.
    [[nodiscard]] bool take_whole_nodes(const std::vector<Usable>& usable,
                                        std::vector<std::size_t>& classes, SlurmPlace& place) const;

    std::vector<Node> nodes_;
    std::vector<std::string> models_;                       ///< [class]
    std::map<std::vector<std::string>, SlurmPlace> known_;  ///< most jobs ask as others do
};

}  // namespace nightwatt
