// The one place where populations meet CUDA: DeviceBackend's work items, launched on a GPU.
#include "backend/device/device_backend.hpp"
#include "backend/device/device_pass.hpp"
#include "backend/seen_devices.hpp"
#include "backend/split_backend.hpp"
#include "errors.hpp"
#include "kernels/cuda_machine.cuh"
#include "rank_place.hpp"

namespace nightwatt {

namespace {

/// "13.0" for 13000.
std::string version_text(int version) {
    return std::to_string(version / 1000) + '.' + std::to_string(version % 1000 / 10);
}

/// What keeps this program from a device, in the runtime's words; empty: nothing. Another process
/// may hold it alone, it may be closed, have failed, or be one that no kernel here was compiled
/// for. Leaves the device chosen, and no error behind.
std::string hindrance(int device) {
    cudaFuncAttributes kernel{};
    cudaError_t error = cudaSetDevice(device);
    if (error == cudaSuccess) error = cudaFuncGetAttributes(&kernel, run_items<ForgetCounts>);
    if (error == cudaSuccess) error = cudaDeviceSynchronize();
    static_cast<void>(cudaGetLastError());
    return error == cudaSuccess ? "" : cudaGetErrorString(error);
}

/// Devices of this rank. No others are touched: choosing one takes memory on it, and fails where
/// another process holds it alone.
std::vector<int> own_cuda_devices() {
    int devices = 0;
    cudaGetDeviceCount(&devices);
    std::vector<int> own;
    for (const std::size_t i : own_devices(static_cast<std::size_t>(devices))) {
        own.push_back(static_cast<int>(i));
    }
    return own;
}

/// Those that can be used. The first of them stays chosen: what a thread does without a choice of
/// its own happens there.
std::vector<int> usable_cuda_devices() {
    std::vector<int> usable;
    for (const int device : own_cuda_devices()) {
        if (hindrance(device).empty()) usable.push_back(device);
    }
    if (usable.empty()) throw DeviceError("backend cuda: " + cuda_unavailable());
    static_cast<void>(cudaSetDevice(usable.front()));
    return usable;
}

}  // namespace

std::string cuda_unavailable() {
    int devices = 0;
    const cudaError_t error = cudaGetDeviceCount(&devices);
    static_cast<void>(cudaGetLastError());
    if (error == cudaErrorInsufficientDriver) {
        int driver = 0;
        cudaDriverGetVersion(&driver);
        if (driver == 0) return "no NVIDIA driver";
        return "the driver is for CUDA " + version_text(driver) + ", this program needs " +
               version_text(CUDART_VERSION);
    }
    if (error != cudaSuccess) return cudaGetErrorString(error);
    std::string reasons;
    for (const int device : own_cuda_devices()) {
        const std::string reason = hindrance(device);
        if (reason.empty()) return "";
        reasons +=
            (reasons.empty() ? "device " : ", device ") + std::to_string(device) + ": " + reason;
    }
    return reasons.empty() ? "no CUDA device" : reasons;
}

std::unique_ptr<Backend> create_cuda_backend(const ProblemView& problem, std::uint32_t) {
    const auto on = [problem](int device) -> std::unique_ptr<Backend> {
        return std::make_unique<DeviceBackend<CudaMachine>>(std::make_unique<CudaMachine>(device),
                                                            problem);
    };
    const std::vector<int> devices = usable_cuda_devices();
    if (devices.size() == 1) return on(devices.front());
    // Several devices share the islands, each driven by a thread of its own.
    std::vector<std::unique_ptr<IslandGroup>> groups;
    for (const int device : devices) {
        groups.push_back(threaded_group([on, device] { return on(device); }));
    }
    return std::make_unique<SplitBackend>("cuda", std::move(groups));
}

std::vector<DeviceFacts> cuda_devices() {
    std::vector<DeviceFacts> all;
    int driver = 0;
    int runtime = 0;
    cudaDriverGetVersion(&driver);
    cudaRuntimeGetVersion(&runtime);
    std::vector<int> usable;
    for (const int device : own_cuda_devices()) {
        cudaDeviceProp facts{};
        if (cudaGetDeviceProperties(&facts, device) != cudaSuccess) continue;
        std::string details = "compute capability " + std::to_string(facts.major) + '.' +
                              std::to_string(facts.minor) + ", " +
                              std::to_string(facts.multiProcessorCount) + " multiprocessors, " +
                              std::to_string(facts.totalGlobalMem >> 30) +
                              " GiB of memory, driver for CUDA " + version_text(driver) +
                              ", runtime " + version_text(runtime);
        const std::string reason = hindrance(device);
        std::size_t free_bytes = 0;
        std::size_t all_bytes = 0;
        if (reason.empty()) {
            usable.push_back(device);
            cudaMemGetInfo(&free_bytes, &all_bytes);
        } else {
            details += "; not used: " + reason;
        }
        all.push_back({facts.name, details, free_bytes});
    }
    if (!usable.empty()) static_cast<void>(cudaSetDevice(usable.front()));
    static_cast<void>(cudaGetLastError());
    return all;
}

std::uint64_t hash_of_seen_devices() {
    int devices = 0;
    cudaGetDeviceCount(&devices);
    std::uint64_t sum = 0;
    for (int device = 0; device < devices; ++device) {
        cudaDeviceProp facts{};
        if (cudaGetDeviceProperties(&facts, device) != cudaSuccess) continue;
        std::uint64_t hash = 14695981039346656037u;  // FNV-1a
        for (const char byte : facts.uuid.bytes) {
            hash = (hash ^ static_cast<unsigned char>(byte)) * 1099511628211u;
        }
        sum += hash;
    }
    static_cast<void>(cudaGetLastError());
    return sum;
}

std::unique_ptr<TaskPass> cuda_task_pass(const ProblemView& problem, const DualLayout& layout,
                                         const ServerGroups& groups) {
    return std::make_unique<DevicePass<CudaMachine>>(
        std::make_unique<CudaMachine>(usable_cuda_devices().front()), problem, layout, groups);
}

BackendRoom cuda_room() {
    const std::vector<int> devices = usable_cuda_devices();
    BackendRoom room{0, 0};
    for (const int device : devices) {
        const CudaMachine machine(device);
        room.items_at_once += machine.items_at_once();
        room.devices += 1;
        room.free_bytes = std::min<std::uint64_t>(room.free_bytes, machine.free_bytes());
    }
    static_cast<void>(cudaSetDevice(devices.front()));
    return room;
}

double cuda_copy_rate() {
    return CudaMachine(usable_cuda_devices().front()).copy_rate();
}

}  // namespace nightwatt
