#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "config/import_parameters.hpp"
#include "instance/instance.hpp"
#include "io/import/node_list.hpp"

namespace nightwatt {

/// The classes of a configuration, read for the resources of a trace.
struct ServerClasses {
    std::unordered_map<std::string, std::int32_t> class_of_model;
    std::vector<std::vector<double>> idle_w_per_unit;     ///< [class][resource]
    std::vector<std::vector<double>> dynamic_w_per_unit;  ///< [class][resource]
    std::vector<std::int32_t> site;                       ///< -1: dealt out
};

/// Puts the [[class]] entries into /classes and /levels. Needs the instance's resources and sites.
/// Throws UsageError with every problem.
[[nodiscard]] ServerClasses add_classes(Instance& instance, const ImportParameters& parameters);

/// The nodes that `count` and `capacity` of the classes ask for, for traces without a node list.
/// Throws UsageError.
[[nodiscard]] NodeList configured_nodes(const ImportParameters& parameters,
                                        const std::vector<std::string>& resources);

/// Puts the nodes into /servers, in their order: every node_stride-th of each class, dealt to the
/// sites by their shares, power by class and size. A node whose model no class has is a problem.
/// Throws InputError.
void add_servers(Instance& instance, const NodeList& nodes, const ServerClasses& classes,
                 const ImportParameters& parameters);

}  // namespace nightwatt
