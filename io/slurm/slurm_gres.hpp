#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace nightwatt {

/// A generic resource as nodes and jobs name it: "gpu", "gpu:2", "gpu:a100", "gpu:a100:2(S:0-1)",
/// "gres:gpu:2", "gres/gpu=2".
struct SlurmGres {
    std::string name;         ///< "gpu", "license/matlab"
    std::string type;         ///< "a100", "3g.20gb"; empty: any
    std::int64_t amount = 1;  ///< "4K" is 4096
};

/// Nothing where the text is malformed.
[[nodiscard]] std::optional<SlurmGres> parse_slurm_gres(const std::string& text);

}  // namespace nightwatt
