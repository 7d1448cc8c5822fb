#include <dlfcn.h>

#include "kernels/ridge/cuda_libraries.cuh"

namespace nightwatt {

namespace {

void* load(const std::string& name, std::string& missing) {
    void* const library = dlopen(name.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr && missing.empty()) missing = name + " is not there";
    return library;
}

template <class Function>
void find(void* library, const char* name, Function& function, std::string& missing) {
    if (library == nullptr) return;
    function = reinterpret_cast<Function>(dlsym(library, name));
    if (function == nullptr && missing.empty()) missing = std::string(name) + " is not there";
}

CudaLibraries load_all() {
    CudaLibraries all;
    void* const blas = load("libcublas.so." + std::to_string(CUBLAS_VER_MAJOR), all.missing);
    void* const solver = load("libcusolver.so." + std::to_string(CUSOLVER_VER_MAJOR), all.missing);
    find(blas, "cublasCreate_v2", all.create_blas, all.missing);
    find(blas, "cublasDestroy_v2", all.destroy_blas, all.missing);
    find(blas, "cublasDsyrk_v2", all.syrk, all.missing);
    find(blas, "cublasDtrsmBatched", all.trsm_batched, all.missing);
    find(solver, "cusolverDnCreate", all.create_solver, all.missing);
    find(solver, "cusolverDnDestroy", all.destroy_solver, all.missing);
    find(solver, "cusolverDnDpotrfBatched", all.potrf_batched, all.missing);
    return all;
}

}  // namespace

const CudaLibraries& cuda_libraries() {
    static const CudaLibraries all = load_all();
    return all;
}

}  // namespace nightwatt
