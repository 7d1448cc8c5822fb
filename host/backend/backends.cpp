#include <fmt/format.h>

#include "backend/backend.hpp"
#include "errors.hpp"

namespace nightwatt {

const std::vector<BackendChoice>& backends() {
    static const std::vector<BackendChoice> all = {
        {"cuda", "NVIDIA GPU", 2, cuda_unavailable, create_cuda_backend, cuda_devices,
         cuda_copy_rate},
        {"cpu", "all cores, by OpenMP", 1, cpu_unavailable, create_cpu_backend, cpu_devices,
         cpu_copy_rate},
    };
    return all;
}

std::unique_ptr<Backend> create_backend(const std::string& name, const Problem& problem,
                                        std::uint32_t threads, std::string& note) {
    const BackendChoice* best = nullptr;
    for (const BackendChoice& choice : backends()) {
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
    return best->create(problem, threads);
}

}  // namespace nightwatt
