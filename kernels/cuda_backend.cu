// The one place where populations meet CUDA: DeviceBackend's work items, launched on a GPU.
#include "backend/device/device_backend.hpp"
#include "backend/device/device_pass.hpp"
#include "backend/split_backend.hpp"
#include "kernels/cuda_machine.cuh"
#include "rank_place.hpp"

namespace nightwatt {

namespace {

/// "13.0" for 13000.
std::string version_text(int version) {
    return std::to_string(version / 1000) + '.' + std::to_string(version % 1000 / 10);
}

/// Looking at other devices leaves the thread's own in force.
class KeepDevice {
  public:
    KeepDevice() { cudaGetDevice(&device_); }
    ~KeepDevice() { cudaSetDevice(device_); }
    KeepDevice(const KeepDevice&) = delete;
    KeepDevice& operator=(const KeepDevice&) = delete;

  private:
    int device_ = 0;
};

/// Devices of this rank.
std::vector<int> own_cuda_devices() {
    int devices = 0;
    cudaGetDeviceCount(&devices);
    std::vector<int> own;
    for (const std::size_t i : own_devices(static_cast<std::size_t>(devices))) {
        own.push_back(static_cast<int>(i));
    }
    return own;
}

}  // namespace

std::string cuda_unavailable() {
    int devices = 0;
    const cudaError_t error = cudaGetDeviceCount(&devices);
    if (error == cudaErrorInsufficientDriver) {
        int driver = 0;
        cudaDriverGetVersion(&driver);
        if (driver == 0) return "no NVIDIA driver";
        return "the driver is for CUDA " + version_text(driver) + ", this program needs " +
               version_text(CUDART_VERSION);
    }
    if (error != cudaSuccess) return cudaGetErrorString(error);
    return devices == 0 ? "no CUDA device" : "";
}

std::unique_ptr<Backend> create_cuda_backend(const ProblemView& problem, std::uint32_t) {
    const auto on = [problem](int device) -> std::unique_ptr<Backend> {
        return std::make_unique<DeviceBackend<CudaMachine>>(std::make_unique<CudaMachine>(device),
                                                            problem);
    };
    const std::vector<int> devices = own_cuda_devices();
    if (devices.size() == 1) return on(devices.front());
    // Several devices share the islands, each driven by a thread of its own.
    std::vector<std::unique_ptr<IslandGroup>> groups;
    for (const int device : devices) {
        groups.push_back(threaded_group([on, device] { return on(device); }));
    }
    return std::make_unique<SplitBackend>("cuda", std::move(groups));
}

std::vector<DeviceFacts> cuda_devices() {
    const KeepDevice keep;
    std::vector<DeviceFacts> all;
    int devices = 0;
    if (cudaGetDeviceCount(&devices) != cudaSuccess) return all;
    int driver = 0;
    int runtime = 0;
    cudaDriverGetVersion(&driver);
    cudaRuntimeGetVersion(&runtime);
    for (int i = 0; i < devices; ++i) {
        cudaDeviceProp facts{};
        if (cudaGetDeviceProperties(&facts, i) != cudaSuccess) continue;
        const CudaMachine machine(i);
        all.push_back({facts.name,
                       "compute capability " + std::to_string(facts.major) + '.' +
                           std::to_string(facts.minor) + ", " +
                           std::to_string(facts.multiProcessorCount) + " multiprocessors, " +
                           std::to_string(facts.totalGlobalMem >> 30) +
                           " GiB of memory, driver for CUDA " + version_text(driver) +
                           ", runtime " + version_text(runtime),
                       machine.free_bytes()});
    }
    return all;
}

std::unique_ptr<TaskPass> cuda_task_pass(const ProblemView& problem, const DualLayout& layout,
                                         const ServerGroups& groups) {
    return std::make_unique<DevicePass<CudaMachine>>(
        std::make_unique<CudaMachine>(own_cuda_devices().front()), problem, layout, groups);
}

BackendRoom cuda_room() {
    const KeepDevice keep;
    BackendRoom room{0, 0};
    for (const int device : own_cuda_devices()) {
        const CudaMachine machine(device);
        room.items_at_once += machine.items_at_once();
        room.devices += 1;
        room.free_bytes = std::min<std::uint64_t>(room.free_bytes, machine.free_bytes());
    }
    return room;
}

double cuda_copy_rate() {
    return CudaMachine(own_cuda_devices().front()).copy_rate();
}

}  // namespace nightwatt
