#include "backend/backend.hpp"
#include "backend/seen_devices.hpp"
#include "errors.hpp"

namespace nightwatt {

std::string cuda_unavailable() {
    return "built without CUDA";
}

std::unique_ptr<Backend> create_cuda_backend(const ProblemView&, std::uint32_t) {
    throw DeviceError("backend cuda: built without CUDA");
}

std::vector<DeviceFacts> cuda_devices() {
    return {};
}

std::uint64_t hash_of_seen_devices() {
    return 0;
}

double cuda_copy_rate() {
    throw DeviceError("backend cuda: built without CUDA");
}

BackendRoom cuda_room() {
    throw DeviceError("backend cuda: built without CUDA");
}

std::unique_ptr<TaskPass> cuda_task_pass(const ProblemView&, const DualLayout&,
                                         const ServerGroups&) {
    throw DeviceError("backend cuda: built without CUDA");
}

}  // namespace nightwatt
