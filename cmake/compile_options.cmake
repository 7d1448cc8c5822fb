# One interface target carries what every target is compiled with.
add_library(nightwatt_options INTERFACE)
target_compile_options(nightwatt_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Werror
  # The same bits from every compiler: no fused multiply-add behind our back.
  -ffp-contract=off
  # g++ 12 sees overlaps in std::string that are not there (GCC bug 105651).
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
if(NIGHTWATT_SANITIZE)
  target_compile_options(nightwatt_options INTERFACE
    -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(nightwatt_options INTERFACE -fsanitize=address,undefined)
endif()
