#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "instance/instance.hpp"

namespace nightwatt {

/// How the resources of an instance are asked for in Slurm. By their names: cpu, cpus, cores ->
/// --cpus-per-task; cpu_milli, rounded up to whole ones; memory_gib, mem_gib, memory_mib, mem_mib
/// ->
/// --mem; gpu, gpus, accelerators -> --gres=gpu:N; gpu_milli, rounded up; machine -> --exclusive.
/// The map gives other resources one of these names, or "gres:NAME", or "none".
class SlurmNeeds {
  public:
    /// Throws UsageError for resources that have no meaning in Slurm.
    SlurmNeeds(const Instance& instance, const std::map<std::string, std::string>& names);

    /// The options of a task, one a line of an sbatch file: "--cpus-per-task=2".
    [[nodiscard]] std::vector<std::string> options(std::size_t task) const;

  private:
    enum class Kind { Cpus, MemoryMib, Gres, Exclusive, Ignored };
    struct Meaning {
        Kind kind = Kind::Ignored;
        std::int64_t per_unit = 1;  ///< Slurm units a unit, where that is whole
        std::int64_t divisor = 1;
        std::string gres;
    };
    static const std::map<std::string, Meaning>& known();

    const Instance& instance_;
    std::vector<Meaning> meanings_;  ///< [resource]
};

}  // namespace nightwatt
