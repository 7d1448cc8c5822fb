#pragma once

#include <string>

#include "io/import/node_list.hpp"
#include "io/import/trace_tasks.hpp"

namespace nightwatt {

/// Alibaba's GPU cluster trace of 2023: a list of nodes (sn, cpu_milli, memory_mib, gpu, model) and
/// one of pods. Resources, in the file's own units, so that nothing is rounded: cpu_milli (1000 = a
/// core), memory_mib, gpu_milli (1000 = a GPU; a pod needs num_gpu * gpu_milli).
///
/// The GPUs of a node are one pool: nothing keeps a pod's share from straddling two of them. No
/// rounding of shares avoids that except to whole GPUs (pods come and go, so even shares of one
/// half leave two half-used GPUs where a whole one is asked for); trace.round_up does it.

/// Nodes; one without a model is "cpu-only". Throws InputError with every problem.
[[nodiscard]] NodeList read_openb_nodes(const std::string& path);

/// Pods that ran: submitted at creation_time, for deletion_time - scheduled_time; the service class
/// is qos, the allowed classes are the models in gpu_spec. Pods that never started (no
/// scheduled_time) or ran for no time are left out and counted. Throws InputError with every
/// problem.
[[nodiscard]] TraceTasks read_openb_pods(const std::string& path);

}  // namespace nightwatt
