#include "backend/backend.hpp"
#include "backend/fallback_pass.hpp"
#include "choose_backend.hpp"

namespace nightwatt {

const std::vector<BackendChoice>& backends() {
    static const std::vector<BackendChoice> all = {
        {"cuda", "NVIDIA GPU", 2, cuda_unavailable, create_cuda_backend, cuda_devices,
         cuda_copy_rate, cuda_room, cuda_task_pass},
        {"cpu", "all cores, by OpenMP", 1, cpu_unavailable, create_cpu_backend, cpu_devices,
         cpu_copy_rate, cpu_room, nullptr},
    };
    return all;
}

std::vector<BackendChoice> usable_backends() {
    std::vector<BackendChoice> usable;
    for (const BackendChoice& choice : backends()) {
        if (choice.unavailable().empty()) usable.push_back(choice);
    }
    return usable;
}

std::unique_ptr<Backend> create_backend(const std::string& name, const ProblemView& problem,
                                        std::uint32_t threads, std::string& note) {
    return choose_backend(backends(), name, note).create(problem, threads);
}

std::string backend_name(const std::string& name, std::string& note) {
    return choose_backend(backends(), name, note).name;
}

BackendRoom room_of(const std::string& name) {
    std::string note;
    return choose_backend(backends(), name, note).room();
}

MakeTaskPass task_pass_of(const std::string& name, std::uint32_t threads,
                          const std::function<void(const std::string&)>& tell) {
    std::string note;
    const BackendChoice& choice = choose_backend(backends(), name, note);
    if (choice.task_pass == nullptr) return {};
    return name == "auto" ? or_else_on_cpu(choice.task_pass, threads, tell) : choice.task_pass;
}

}  // namespace nightwatt
