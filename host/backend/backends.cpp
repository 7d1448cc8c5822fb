#include "backend/backend.hpp"
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

BackendRoom room_of(const std::string& name) {
    std::string note;
    return choose_backend(backends(), name, note).room();
}

MakeTaskPass task_pass_of(const std::string& name) {
    std::string note;
    const BackendChoice& choice = choose_backend(backends(), name, note);
    return choice.task_pass == nullptr ? MakeTaskPass{} : MakeTaskPass{choice.task_pass};
}

}  // namespace nightwatt
