#include <fmt/format.h>

#include "errors.hpp"
#include "forecast/ridge_backend.hpp"

namespace nightwatt {

const std::vector<RidgeBackendChoice>& ridge_backends() {
    static const std::vector<RidgeBackendChoice> all = {
        {"cuda", "cuBLAS and cuSOLVER", 2, cuda_ridge_unavailable, create_cuda_ridge},
        {"cpu", "OpenBLAS and LAPACK", 1, [] { return std::string(); }, create_openblas_ridge},
    };
    return all;
}

std::unique_ptr<RidgeBackend> create_ridge_backend(const std::string& name, int threads,
                                                   std::string& note) {
    const RidgeBackendChoice* best = nullptr;
    for (const RidgeBackendChoice& choice : ridge_backends()) {
        if (name != "auto" && name != choice.name) continue;
        const std::string reason = choice.unavailable();
        if (!reason.empty()) {
            if (name != "auto") {
                throw DeviceError(fmt::format("backend {}: {}", choice.name, reason));
            }
            note += fmt::format("{}{}: {}", note.empty() ? "" : "; ", choice.name, reason);
            continue;
        }
        if (best == nullptr || choice.priority > best->priority) best = &choice;
    }
    if (best == nullptr) throw UsageError(fmt::format("there is no backend '{}'", name));
    return best->create(threads);
}

}  // namespace nightwatt
