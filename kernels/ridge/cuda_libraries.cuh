#pragma once

#include <cublas_v2.h>
#include <cusolverDn.h>

#include <string>

namespace nightwatt {

/// cuBLAS and cuSOLVER, looked up when they are asked for: a program that runs on nodes without
/// them must start there, too.
struct CudaLibraries {
    decltype(&cublasCreate_v2) create_blas = nullptr;
    decltype(&cublasDestroy_v2) destroy_blas = nullptr;
    decltype(&cublasDsyrk_v2) syrk = nullptr;
    decltype(&cublasDtrsmBatched) trsm_batched = nullptr;
    decltype(&cusolverDnCreate) create_solver = nullptr;
    decltype(&cusolverDnDestroy) destroy_solver = nullptr;
    decltype(&cusolverDnDpotrfBatched) potrf_batched = nullptr;

    std::string missing;  ///< why they cannot be used; empty: they can
};

/// Loaded once, kept until the program ends.
[[nodiscard]] const CudaLibraries& cuda_libraries();

}  // namespace nightwatt
