# All are Debian packages; scripts/ installs them. CUDA is the only one that is not.
find_package(OpenMP REQUIRED COMPONENTS CXX)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(CLI11 REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(HDF5 REQUIRED COMPONENTS C HL)

find_path(RANDOM123_INCLUDE_DIR Random123/philox.h REQUIRED)
add_library(random123 INTERFACE)
target_include_directories(random123 SYSTEM INTERFACE "${RANDOM123_INCLUDE_DIR}")

add_library(hdf5_c INTERFACE)
target_include_directories(hdf5_c SYSTEM INTERFACE ${HDF5_C_INCLUDE_DIRS})
target_link_libraries(hdf5_c INTERFACE ${HDF5_C_HL_LIBRARIES} ${HDF5_C_LIBRARIES})
target_compile_definitions(hdf5_c INTERFACE ${HDF5_C_DEFINITIONS})

# COIN Clp is optional: without it `plan --algorithm lp` says what to install.
find_package(PkgConfig)
if(PkgConfig_FOUND)
  pkg_check_modules(CLP QUIET IMPORTED_TARGET clp)
endif()
if(NOT CLP_FOUND)
  message(STATUS "nightwatt: no COIN Clp (coinor-libclp-dev); plan --algorithm lp is not available")
endif()

# MPI is optional: without it, one process.
set(NIGHTWATT_WITH_MPI OFF)
if(NOT NIGHTWATT_MPI STREQUAL "off")
  find_package(MPI QUIET COMPONENTS C)
  if(MPI_C_FOUND)
    set(NIGHTWATT_WITH_MPI ON)
  elseif(NIGHTWATT_MPI STREQUAL "on")
    message(FATAL_ERROR "nightwatt: NIGHTWATT_MPI is on, and no MPI was found (libopenmpi-dev)")
  else()
    message(STATUS "nightwatt: no MPI (libopenmpi-dev); runs are one process")
  endif()
endif()

if(NIGHTWATT_TESTS)
  find_package(GTest REQUIRED)
  # Debian's interpreter: the one that sees python3-h5py.
  set(NIGHTWATT_PYTHON /usr/bin/python3 CACHE FILEPATH "Interpreter with h5py and xarray")
endif()
if(NIGHTWATT_BENCH)
  find_package(benchmark REQUIRED)
endif()

# OpenBLAS and LAPACKE: the forecaster's linear algebra.
find_path(OPENBLAS_INCLUDE_DIR openblas_config.h REQUIRED
  PATH_SUFFIXES openblas-pthread x86_64-linux-gnu/openblas-pthread openblas)
find_path(LAPACKE_INCLUDE_DIR lapacke.h REQUIRED)
find_library(OPENBLAS_LIBRARY openblas REQUIRED)
find_library(LAPACKE_LIBRARY lapacke REQUIRED)
add_library(openblas INTERFACE)
target_include_directories(openblas SYSTEM INTERFACE "${OPENBLAS_INCLUDE_DIR}" "${LAPACKE_INCLUDE_DIR}")
target_link_libraries(openblas INTERFACE "${LAPACKE_LIBRARY}" "${OPENBLAS_LIBRARY}")
