#include "choose_backend.hpp"
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
    return choose_backend(ridge_backends(), name, note).create(threads);
}

}  // namespace nightwatt
