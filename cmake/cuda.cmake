# CUDA is found automatically: NIGHTWATT_CUDA = auto takes it if it is there, on requires it, off does
# not look. Sets NIGHTWATT_WITH_CUDA.
set(NIGHTWATT_WITH_CUDA OFF)
if(NOT NIGHTWATT_CUDA STREQUAL "off")
  include(CheckLanguage)
  check_language(CUDA)
  if(CMAKE_CUDA_COMPILER)
    enable_language(CUDA)
    set(NIGHTWATT_WITH_CUDA ON)
  elseif(NIGHTWATT_CUDA STREQUAL "on")
    message(FATAL_ERROR "NIGHTWATT_CUDA is on, but no CUDA compiler was found: set CUDACXX to nvcc")
  endif()
endif()
if(NIGHTWATT_WITH_CUDA)
  message(STATUS "nightwatt: CUDA ${CMAKE_CUDA_COMPILER_VERSION} found; the kernels are compiled for "
                 "it by the tests, populations run on the CPU")
else()
  message(STATUS "nightwatt: no CUDA; populations run on the CPU")
endif()
