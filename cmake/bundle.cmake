# A tarball that runs on a node with glibc alone (and a driver, for the GPU):
#   cpack --config build/release/CPackConfig.cmake -G TGZ
# gives nightwatt-...-program.tar.gz: program, its shared libraries, configurations, scripts; and
# nightwatt-...-tests.tar.gz, where tests are built: those that need a GPU, and the benchmarks.
# Left out: glibc (of the node), the driver, and CUDA libraries, which are too large: they are looked
# up at run time, through the rpath and the usual places.
set(bundle_rpath "$ORIGIN/../lib:$ORIGIN/../lib/nightwatt:/usr/local/cuda/lib64")

# bundle_program(TARGET COMPONENT): bin/TARGET, and the libraries it needs in lib/.
function(bundle_program target component)
  set_target_properties(${target} PROPERTIES INSTALL_RPATH "${bundle_rpath}")
  # DT_RPATH, not DT_RUNPATH: bundled libraries look for each other through the program's.
  target_link_options(${target} PRIVATE -Wl,--disable-new-dtags)
  install(TARGETS ${target} RUNTIME DESTINATION bin COMPONENT ${component})
  install(CODE "
    file(GET_RUNTIME_DEPENDENCIES EXECUTABLES \"$<TARGET_FILE:${target}>\"
      RESOLVED_DEPENDENCIES_VAR found UNRESOLVED_DEPENDENCIES_VAR missing
      PRE_EXCLUDE_REGEXES \"^ld-linux\" \"^lib(c|m|dl|rt|pthread|resolv)[.]so\"
        \"^libcuda[.]so\" \"^lib(cublas|cublasLt|cusolver|cusparse|nvJitLink)[.]so\")
    foreach(library IN LISTS found)
      file(INSTALL \"\${library}\" DESTINATION \"\${CMAKE_INSTALL_PREFIX}/lib\"
           TYPE SHARED_LIBRARY FOLLOW_SYMLINK_CHAIN)
    endforeach()
    if(missing)
      message(WARNING \"libraries that were not found: \${missing}\")
    endif()" COMPONENT ${component})
endfunction()

bundle_program(nightwatt program)
install(DIRECTORY configs DESTINATION share/nightwatt COMPONENT program)
install(PROGRAMS scripts/slurm/nightwatt.sbatch DESTINATION share/nightwatt/scripts
        COMPONENT program OPTIONAL)
install(FILES README.md LICENSE DESTINATION share/nightwatt COMPONENT program)
if(NIGHTWATT_TESTS)
  bundle_program(cuda_parity_test tests)
  bundle_program(forecast_test tests)
  install(PROGRAMS scripts/gpu_check.sh DESTINATION share/nightwatt/scripts COMPONENT tests)
endif()
if(NIGHTWATT_BENCH)
  bundle_program(evaluate_bench tests)
  bundle_program(ridge_bench tests)
endif()

set(CPACK_GENERATOR TGZ)
set(CPACK_PACKAGE_NAME nightwatt)
set(CPACK_PACKAGE_VERSION "${PROJECT_VERSION}")
set(CPACK_PACKAGE_FILE_NAME "nightwatt-${PROJECT_VERSION}-${CMAKE_SYSTEM_NAME}-${CMAKE_SYSTEM_PROCESSOR}")
set(CPACK_ARCHIVE_COMPONENT_INSTALL ON)
set(CPACK_COMPONENT_INCLUDE_TOPLEVEL_DIRECTORY ON)
set(CPACK_STRIP_FILES ON)
include(CPack)
