#include "errors.hpp"
#include "forecast/ridge_backend.hpp"

namespace nightwatt {

std::string cuda_ridge_unavailable() {
    return "built without CUDA";
}

std::unique_ptr<RidgeBackend> create_cuda_ridge(int) {
    throw DeviceError("backend cuda: built without CUDA");
}

}  // namespace nightwatt
