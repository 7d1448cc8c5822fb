// The regression on a GPU: sums of products by kernels and cuBLAS, Cholesky by cuSOLVER.
#include <cuda_runtime.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "errors.hpp"
#include "forecast/ridge_backend.hpp"
#include "forecast/window_columns.hpp"
#include "kernels/ridge/cuda_libraries.cuh"
#include "kernels/ridge/ridge_kernels.cuh"

namespace nightwatt {

namespace {

constexpr std::size_t rows_at_once = 4096;
constexpr int threads_of_block = 256;

void check(cudaError_t error, const char* what) {
    if (error == cudaSuccess) return;
    static_cast<void>(cudaGetLastError());  // the next launch would be taken for its cause
    throw DeviceError(std::string("forecast on the GPU: could not ") + what + ": " +
                      cudaGetErrorString(error));
}

void check_library(int status, const char* what) {
    if (status == 0) return;
    throw DeviceError(std::string("forecast on the GPU: could not ") + what + ": status " +
                      std::to_string(status));
}

/// Device memory of `size` values.
template <class Value>
class Room {
  public:
    explicit Room(std::size_t size) : size_(size) {
        check(cudaMalloc(&data_, std::max<std::size_t>(size, 1) * sizeof(Value)),
              "take device memory");
    }
    explicit Room(const std::vector<Value>& values) : Room(values.size()) {
        check(cudaMemcpy(data_, values.data(), size_ * sizeof(Value), cudaMemcpyHostToDevice),
              "copy to the device");
    }
    Room(const Room&) = delete;
    Room& operator=(const Room&) = delete;
    ~Room() { cudaFree(data_); }

    [[nodiscard]] Value* get() const { return data_; }
    [[nodiscard]] std::vector<Value> fetch() const {
        std::vector<Value> values(size_);
        check(cudaMemcpy(values.data(), data_, size_ * sizeof(Value), cudaMemcpyDeviceToHost),
              "copy from the device");
        return values;
    }

  private:
    std::size_t size_;
    Value* data_ = nullptr;
};

RidgeColumns columns_of(const WindowShape& shape) {
    return {shape.lags, shape.horizon, shape.extras() - shape.future * shape.horizon, shape.future};
}

unsigned blocks_for(std::size_t items) {
    return static_cast<unsigned>((items + threads_of_block - 1) / threads_of_block);
}

/// The series of a batch in device memory. Values are copied; windows are built there.
class Batch {
  public:
    Batch(std::span<const RidgeSeries> series, const WindowShape& shape) {
        std::vector<double> all;
        std::vector<DeviceRun> runs;
        std::vector<DeviceSeries> owners;
        // Places in `all` first: the device's addresses are known when it has been copied.
        std::vector<std::vector<std::ptrdiff_t>> places;
        for (const RidgeSeries& each : series) {
            owners.push_back({runs.size(), each.runs.size()});
            for (const WindowRun& run : each.runs) {
                const std::size_t steps = run.windows + shape.width() - 1;
                std::vector<std::ptrdiff_t> at{append(all, run.values, steps)};
                const std::vector<double> known = extra_columns(run, shape);
                at.push_back(append(all, known.data(), known.size()));
                at.push_back(std::ssize(all));
                for (const double* future : run.future) append(all, future, steps);
                at.push_back(run.weights == nullptr ? -1 : append(all, run.weights, run.windows));
                places.push_back(std::move(at));
                runs.push_back({nullptr, nullptr, nullptr, nullptr, run.windows});
            }
        }
        values_ = std::make_unique<Room<double>>(all);
        for (std::size_t r = 0; r < runs.size(); ++r) {
            runs[r].values = values_->get() + places[r][0];
            runs[r].known = values_->get() + places[r][1];
            runs[r].future = values_->get() + places[r][2];
            if (places[r][3] >= 0) runs[r].weights = values_->get() + places[r][3];
        }
        host_runs = runs;
        device_runs = std::make_unique<Room<DeviceRun>>(runs);
        device_series = std::make_unique<Room<DeviceSeries>>(owners);
    }

    std::vector<DeviceRun> host_runs;
    std::unique_ptr<Room<DeviceRun>> device_runs;
    std::unique_ptr<Room<DeviceSeries>> device_series;

  private:
    static std::ptrdiff_t append(std::vector<double>& all, const double* values,
                                 std::size_t count) {
        all.insert(all.end(), values, values + count);
        return std::ssize(all) - static_cast<std::ptrdiff_t>(count);
    }

    std::unique_ptr<Room<double>> values_;
};

bool needs_product(std::span<const WindowRun> runs, const WindowShape& shape) {
    return shape.future > 0 || std::any_of(runs.begin(), runs.end(), [](const WindowRun& run) {
               return run.weights != nullptr;
           });
}

class CudaRidge final : public RidgeBackend {
  public:
    CudaRidge() : lib_(cuda_libraries()) {
        check_library(lib_.create_blas(&blas_), "start cuBLAS");
        check_library(lib_.create_solver(&solver_), "start cuSOLVER");
    }
    ~CudaRidge() override {
        lib_.destroy_solver(solver_);
        lib_.destroy_blas(blas_);
    }
    CudaRidge(const CudaRidge&) = delete;
    CudaRidge& operator=(const CudaRidge&) = delete;

    [[nodiscard]] std::string name() const override { return "cuda"; }

    [[nodiscard]] WindowMoments gather(std::span<const WindowRun> runs,
                                       const WindowShape& shape) override {
        const RidgeSeries all{{runs.begin(), runs.end()}};
        const Batch batch({&all, 1}, shape);
        Room<double> sums(shape.columns() * shape.columns());
        if (needs_product(runs, shape)) {
            multiply(batch, shape, sums);
        } else {
            displace(batch, shape, 1, sums);
        }
        WindowMoments moments{shape, 0, sums.fetch()};
        for (const WindowRun& run : runs) {
            for (std::size_t t = 0; t < run.windows; ++t) {
                moments.windows += run.weights == nullptr ? 1 : run.weights[t];
            }
        }
        // cuBLAS filled one half: the one above the diagonal, read by rows.
        for (std::size_t i = 0; i < shape.columns(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                moments.sums[i * shape.columns() + j] = moments.sums[j * shape.columns() + i];
            }
        }
        return moments;
    }

    [[nodiscard]] std::vector<std::vector<double>> solve(
        const NormalEquations& equations, std::span<const double> penalties) override {
        std::vector<double> matrices;
        std::vector<double> products;
        for (std::size_t i = 0; i < penalties.size(); ++i) {
            matrices.insert(matrices.end(), equations.matrix.begin(), equations.matrix.end());
            products.insert(products.end(), equations.products.begin(), equations.products.end());
        }
        Room<double> a(matrices);
        Room<double> b(products);
        add(equations, penalties, a);
        const std::vector<int> failed =
            factor_and_solve(equations.features, equations.targets, penalties.size(), a, b);
        return split(b.fetch(), failed);
    }

    void fit_each(std::span<const RidgeSeries> series, const RidgeSpec& spec,
                  const std::function<void(std::size_t, std::span<const double>)>& sink) override {
        std::vector<std::size_t> displaced_ones;
        for (std::size_t s = 0; s < series.size(); ++s) {
            if (!needs_product(series[s].runs, spec.shape)) {
                displaced_ones.push_back(s);
                continue;
            }
            const NormalEquations equations =
                normal_equations(gather(series[s].runs, spec.shape), spec.centring);
            const double share = spec.relative ? equations.lag_power() : 1.0;
            sink(s, solve(equations, std::vector<double>{spec.penalty * share}).front());
        }
        const std::size_t at_once = series_at_once(spec.shape);
        for (std::size_t first = 0; first < displaced_ones.size(); first += at_once) {
            const std::size_t count = std::min(at_once, displaced_ones.size() - first);
            fit_batch(series, {displaced_ones.data() + first, count}, spec, sink);
        }
    }

  private:
    /// As many as fill half of the memory that is free, and a grid's second dimension.
    [[nodiscard]] static std::size_t series_at_once(const WindowShape& shape) {
        std::size_t free_bytes = 0;
        std::size_t all_bytes = 0;
        check(cudaMemGetInfo(&free_bytes, &all_bytes), "ask for free memory");
        const std::size_t columns = shape.columns();
        const std::size_t bytes = 2 * sizeof(double) * (2 * columns * columns + columns);
        return std::clamp<std::size_t>(free_bytes / 2 / bytes, 1, 16'384);
    }

    static void displace(const Batch& batch, const WindowShape& shape, std::size_t count,
                         const Room<double>& sums) {
        const RidgeColumns columns = columns_of(shape);
        const auto series = static_cast<unsigned>(count);
        const dim3 pairs(static_cast<unsigned>(columns.columns() * (1 + columns.known)), series);
        sum_products<<<pairs, ridge_block>>>(columns, batch.device_runs->get(),
                                             batch.device_series->get(), sums.get());
        check(cudaGetLastError(), "sum products");
        displace_diagonals<<<dim3(blocks_for(columns.width()), series), threads_of_block>>>(
            columns, batch.device_runs->get(), batch.device_series->get(), sums.get());
        check(cudaGetLastError(), "displace sums");
    }

    void multiply(const Batch& batch, const WindowShape& shape, const Room<double>& sums) const {
        const RidgeColumns columns = columns_of(shape);
        const auto size = static_cast<int>(columns.columns());
        Room<double> rows(rows_at_once * columns.columns());
        check(cudaMemset(sums.get(), 0, columns.columns() * columns.columns() * sizeof(double)),
              "clear sums");
        const double one = 1;
        for (const DeviceRun& run : batch.host_runs) {
            for (std::size_t first = 0; first < run.windows; first += rows_at_once) {
                const std::size_t count = std::min(rows_at_once, run.windows - first);
                fill_rows<<<blocks_for(count * columns.columns()), threads_of_block>>>(
                    columns, run, first, count, rows.get());
                check(cudaGetLastError(), "build windows");
                check_library(lib_.syrk(blas_, CUBLAS_FILL_MODE_LOWER, CUBLAS_OP_N, size,
                                        static_cast<int>(count), &one, rows.get(), size, &one,
                                        sums.get(), size),
                              "multiply windows");
            }
        }
    }

    static void add(const NormalEquations& equations, std::span<const double> penalties,
                    const Room<double>& matrices) {
        const Room<double> all(std::vector<double>(penalties.begin(), penalties.end()));
        add_penalties<<<blocks_for(penalties.size()), threads_of_block>>>(
            equations.features, equations.lags, equations.intercept, all.get(), false,
            penalties.size(), matrices.get());
        check(cudaGetLastError(), "add penalties");
        check(cudaDeviceSynchronize(), "add penalties");
    }

    /// Cholesky of each matrix, then both triangles for all targets: the batched solver of cuSOLVER
    /// takes one right-hand side only. Not 0: that matrix is not positive definite.
    [[nodiscard]] std::vector<int> factor_and_solve(std::size_t features, std::size_t targets,
                                                    std::size_t count, const Room<double>& a,
                                                    const Room<double>& b) const {
        std::vector<double*> matrices;
        std::vector<double*> products;
        for (std::size_t i = 0; i < count; ++i) {
            matrices.push_back(a.get() + i * features * features);
            products.push_back(b.get() + i * targets * features);
        }
        const Room<double*> device_matrices(matrices);
        const Room<double*> device_products(products);
        const Room<int> info(std::vector<int>(count, 0));
        const auto rows = static_cast<int>(features);
        const auto columns = static_cast<int>(targets);
        const auto batch = static_cast<int>(count);
        check_library(lib_.potrf_batched(solver_, CUBLAS_FILL_MODE_LOWER, rows,
                                         device_matrices.get(), rows, info.get(), batch),
                      "factor matrices");
        const double one = 1;
        for (const cublasOperation_t operation : {CUBLAS_OP_N, CUBLAS_OP_T}) {
            check_library(
                lib_.trsm_batched(blas_, CUBLAS_SIDE_LEFT, CUBLAS_FILL_MODE_LOWER, operation,
                                  CUBLAS_DIAG_NON_UNIT, rows, columns, &one, device_matrices.get(),
                                  rows, device_products.get(), rows, batch),
                "solve triangles");
        }
        return info.fetch();
    }

    [[nodiscard]] static std::vector<std::vector<double>> split(const std::vector<double>& all,
                                                                const std::vector<int>& failed) {
        std::vector<std::vector<double>> parts(failed.size());
        const std::size_t size = all.size() / std::max<std::size_t>(failed.size(), 1);
        for (std::size_t i = 0; i < failed.size(); ++i) {
            const auto begin = all.begin() + static_cast<std::ptrdiff_t>(i * size);
            const auto end = begin + static_cast<std::ptrdiff_t>(size);
            const bool finite =
                std::all_of(begin, end, [](double value) { return std::isfinite(value); });
            if (failed[i] == 0 && finite) parts[i].assign(begin, end);
        }
        return parts;
    }

    void fit_batch(std::span<const RidgeSeries> series, std::span<const std::size_t> chosen,
                   const RidgeSpec& spec,
                   const std::function<void(std::size_t, std::span<const double>)>& sink) const {
        const WindowShape& shape = spec.shape;
        const RidgeColumns columns = columns_of(shape);
        const std::size_t features = columns.features();
        std::vector<RidgeSeries> picked;
        for (const std::size_t s : chosen) picked.push_back(series[s]);
        const Batch batch(picked, shape);
        const auto count = static_cast<unsigned>(chosen.size());
        Room<double> a(chosen.size() * features * features);
        Room<double> b(chosen.size() * shape.horizon * features);
        {
            const Room<double> sums(chosen.size() * columns.columns() * columns.columns());
            const Room<double> means(chosen.size() * columns.columns());
            displace(batch, shape, chosen.size(), sums);
            sum_with_mean<<<dim3(blocks_for(columns.columns()), count), threads_of_block>>>(
                columns, spec.centring, sums.get(), means.get());
            check(cudaGetLastError(), "sum trailing means");
            centre<<<dim3(blocks_for((features + shape.horizon) * features), count),
                     threads_of_block>>>(columns, spec.centring, sums.get(), means.get(), a.get(),
                                         b.get());
            check(cudaGetLastError(), "centre sums");
        }
        const Room<double> penalties(std::vector<double>(chosen.size(), spec.penalty));
        add_penalties<<<blocks_for(chosen.size()), threads_of_block>>>(
            features, shape.lags, shape.intercept, penalties.get(), spec.relative, chosen.size(),
            a.get());
        check(cudaGetLastError(), "add penalties");
        const std::vector<int> failed =
            factor_and_solve(features, shape.horizon, chosen.size(), a, b);
        const std::vector<std::vector<double>> found = split(b.fetch(), failed);
        for (std::size_t i = 0; i < chosen.size(); ++i) sink(chosen[i], found[i]);
    }

    const CudaLibraries& lib_;
    cublasHandle_t blas_ = nullptr;
    cusolverDnHandle_t solver_ = nullptr;
};

}  // namespace

std::string cuda_ridge_unavailable() {
    int devices = 0;
    const cudaError_t error = cudaGetDeviceCount(&devices);
    static_cast<void>(cudaGetLastError());
    if (error == cudaErrorInsufficientDriver) return "no NVIDIA driver, or one that is too old";
    if (error != cudaSuccess) return cudaGetErrorString(error);
    if (devices == 0) return "no CUDA device";
    // It may be held by another process, or be one that no kernel here was compiled for.
    cudaFuncAttributes kernel{};
    const cudaError_t reason = cudaFuncGetAttributes(&kernel, sum_products);
    static_cast<void>(cudaGetLastError());
    if (reason != cudaSuccess) return cudaGetErrorString(reason);
    return cuda_libraries().missing;
}

std::unique_ptr<RidgeBackend> create_cuda_ridge(int) {
    return std::make_unique<CudaRidge>();
}

}  // namespace nightwatt
