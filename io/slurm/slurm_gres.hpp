#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace nightwatt {

/// A generic resource as nodes and jobs name it: "gpu", "gpu:2", "gpu:a100", "gpu:a100:2(S:0-1)",
/// "gres:gpu:2", "gres/gpu=2", "bandwidth:lustre:no_consume:4G".
struct SlurmGres {
    std::string name;         ///< "gpu", "license/matlab"
    std::string type;         ///< "a100", "3g.20gb"; empty: any
    std::int64_t amount = 1;  ///< "4K" and "4k" are 4096
};

/// Nothing where the text is empty, or GPUs cannot be read. Nobody counts other gres: whatever they
/// say, their name and type are known.
[[nodiscard]] std::optional<SlurmGres> parse_slurm_gres(const std::string& text);

}  // namespace nightwatt
