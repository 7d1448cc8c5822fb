# One interface target carries what every target is compiled with.
add_library(nightwatt_options INTERFACE)
# Where the program is only installed, what another compiler or optimiser suspects stops nobody.
option(NIGHTWATT_WARNINGS_AS_ERRORS "A warning ends the build" ON)
if(NIGHTWATT_WARNINGS_AS_ERRORS)
  set(cxx_strict -Werror)
  set(cuda_strict -Werror=all-warnings)
endif()
# The same bits from every compiler: no fused multiply-add behind our back.
set(cxx_options -Wall -Wextra -Wpedantic -Wshadow ${cxx_strict} -ffp-contract=off
  # g++ 12 sees overlaps in std::string that are not there (GCC bug 105651).
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
# nvcc's host pass contracts too. constexpr functions run on both machines.
set(cuda_options --fmad=false -Xcompiler=-ffp-contract=off,-Wall,-Wextra
  --expt-relaxed-constexpr ${cuda_strict})
target_compile_options(nightwatt_options INTERFACE
  "$<$<COMPILE_LANGUAGE:CXX>:${cxx_options}>" "$<$<COMPILE_LANGUAGE:CUDA>:${cuda_options}>")
if(NIGHTWATT_SANITIZE STREQUAL "memory")
  set(sanitizers -fsanitize=address,undefined -fno-sanitize-recover=all)
elseif(NIGHTWATT_SANITIZE STREQUAL "threads")
  set(sanitizers -fsanitize=thread)
elseif(NIGHTWATT_SANITIZE)
  message(FATAL_ERROR "NIGHTWATT_SANITIZE is ${NIGHTWATT_SANITIZE}: off, memory or threads")
endif()
if(DEFINED sanitizers)
  target_compile_options(nightwatt_options INTERFACE ${sanitizers} -fno-omit-frame-pointer)
  target_link_options(nightwatt_options INTERFACE ${sanitizers})
endif()
