# CUDA is found automatically: NIGHTWATT_CUDA = auto takes it if it is there, on requires it, off does
# not look. Sets NIGHTWATT_WITH_CUDA.
set(NIGHTWATT_WITH_CUDA OFF)
if(NOT NIGHTWATT_CUDA STREQUAL "off")
  include(CheckLanguage)
  check_language(CUDA)
  if(CMAKE_CUDA_COMPILER)
    if(NOT DEFINED CMAKE_CUDA_ARCHITECTURES)
      set(CMAKE_CUDA_ARCHITECTURES all-major)  # runs on any GPU that this toolkit knows
    endif()
    enable_language(CUDA)
    if(NOT CMAKE_CUDA20_STANDARD_COMPILE_OPTION)
      # CMake 3.25 does not know that newer nvcc compile C++20.
      set(CMAKE_CUDA20_STANDARD_COMPILE_OPTION "-std=c++20")
    endif()
    find_package(CUDAToolkit REQUIRED)
    set(NIGHTWATT_WITH_CUDA ON)
  elseif(NIGHTWATT_CUDA STREQUAL "on")
    message(FATAL_ERROR "NIGHTWATT_CUDA is on, but no CUDA compiler was found: set CUDACXX to nvcc")
  endif()
endif()
if(NIGHTWATT_WITH_CUDA)
  message(STATUS "nightwatt: CUDA ${CMAKE_CUDA_COMPILER_VERSION} found, for architectures "
                 "${CMAKE_CUDA_ARCHITECTURES}")
else()
  message(STATUS "nightwatt: no CUDA; populations run on the CPU")
endif()
