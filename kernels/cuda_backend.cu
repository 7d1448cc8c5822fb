// The one place where populations meet CUDA: DeviceBackend's work items, launched on a GPU.
#include "backend/device/device_backend.hpp"
#include "kernels/cuda_machine.cuh"

namespace nightwatt {

std::string cuda_unavailable() {
    int devices = 0;
    const cudaError_t error = cudaGetDeviceCount(&devices);
    if (error != cudaSuccess) return cudaGetErrorString(error);
    return devices == 0 ? "no CUDA device" : "";
}

std::unique_ptr<Backend> create_cuda_backend(const Problem& problem, std::uint32_t) {
    return std::make_unique<DeviceBackend<CudaMachine>>(std::make_unique<CudaMachine>(0), problem);
}

}  // namespace nightwatt
