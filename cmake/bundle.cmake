# What is installed where, by the GNU conventions; packages of it.
#   cmake --install build/release --component program --prefix /usr/local
#   cpack --config build/release/CPackConfig.cmake -G DEB
# takes the system's libraries. A tarball that runs on a node with glibc alone (and a driver, for the GPU):
#   cpack --config build/release/CPackConfig.cmake -G TGZ
# gives nightwatt-...-program.tar.gz: program, its shared libraries, configurations, scripts; and
# nightwatt-...-tests.tar.gz, where tests are built: those that need a GPU, and the benchmarks.
# Left out: glibc (of the node), the driver, MPI, and CUDA libraries, which are too large: they are looked
# up at run time, through the rpath and the usual places. Planning needs none of these; regression on the GPU needs
# cuBLAS and cuSOLVER, and scripts/gpu_check.sh compute-sanitizer too.
include(GNUInstallDirs)
set(bundle_rpath "$ORIGIN/../lib:$ORIGIN/../lib/nightwatt:/usr/local/cuda/lib64")

# bundle_program(TARGET COMPONENT): bin/TARGET, and the libraries it needs in lib/.
function(bundle_program target component)
  set_target_properties(${target} PROPERTIES INSTALL_RPATH "${bundle_rpath}")
  # DT_RPATH, not DT_RUNPATH: bundled libraries look for each other through the program's.
  target_link_options(${target} PRIVATE -Wl,--disable-new-dtags)
  install(TARGETS ${target} RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT ${component})
  install(CODE "
    # Only the tarball brings libraries along.
    if(CMAKE_INSTALL_PREFIX MATCHES \"/_CPack_Packages/[^/]+/TGZ/\")
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
      endif()
    endif()" COMPONENT ${component})
endfunction()

bundle_program(nightwatt program)
if(NIGHTWATT_WITH_MPI)
  # The MPI that it needs is the cluster's: mpirun and the library must be of one make.
  set_target_properties(nightwatt_mpi PROPERTIES INSTALL_RPATH_USE_LINK_PATH ON)
  install(TARGETS nightwatt_mpi LIBRARY DESTINATION lib/nightwatt COMPONENT program)
endif()
install(DIRECTORY configs DESTINATION "${CMAKE_INSTALL_DATADIR}/nightwatt" COMPONENT program)
install(PROGRAMS scripts/nightwatt.sbatch DESTINATION "${CMAKE_INSTALL_DATADIR}/nightwatt/scripts"
        COMPONENT program)
install(FILES README.md CHANGELOG.md LICENSE DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT program)
# Every page that another one names, at the same place below.
file(GLOB_RECURSE pages RELATIVE "${PROJECT_SOURCE_DIR}" CONFIGURE_DEPENDS
  configs/*.md host/*.md io/*.md kernels/*.md scripts/*.md tests/*.md)
foreach(page IN LISTS pages ITEMS io/report/html/report.png)
  cmake_path(GET page PARENT_PATH below)
  install(FILES "${page}" DESTINATION "${CMAKE_INSTALL_DOCDIR}/${below}" COMPONENT program)
endforeach()

# The program writes its completion scripts and its manual itself.
set(made_texts "")
function(make_text what file)
  set(made "${CMAKE_CURRENT_BINARY_DIR}/${what}/${file}")
  add_custom_command(OUTPUT "${made}"
    COMMAND "${CMAKE_COMMAND}" -E make_directory "${CMAKE_CURRENT_BINARY_DIR}/${what}"
    COMMAND nightwatt completion ${what} > "${made}"
    DEPENDS nightwatt VERBATIM)
  set(made_texts ${made_texts} "${made}" PARENT_SCOPE)
endfunction()
function(install_text what file destination)
  make_text(${what} ${file})
  install(FILES "${CMAKE_CURRENT_BINARY_DIR}/${what}/${file}"
          DESTINATION "${CMAKE_INSTALL_DATADIR}/${destination}" COMPONENT program)
  set(made_texts ${made_texts} PARENT_SCOPE)
endfunction()
install_text(bash nightwatt bash-completion/completions)
install_text(fish nightwatt.fish fish/vendor_completions.d)
install_text(man nightwatt.1 man/man1)
# zsh looks in another folder for what the distribution brings.
make_text(zsh _nightwatt)
install(CODE "
  set(folder site-functions)
  if(CMAKE_INSTALL_PREFIX MATCHES \"/usr$\")
    set(folder vendor-completions)
  endif()
  file(INSTALL \"${CMAKE_CURRENT_BINARY_DIR}/zsh/_nightwatt\"
       DESTINATION \"\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_DATADIR}/zsh/\${folder}\")"
  COMPONENT program)
add_custom_target(texts ALL DEPENDS ${made_texts})

if(NIGHTWATT_TESTS)
  bundle_program(cuda_parity_test tests)
  bundle_program(forecast_test tests)
  install(PROGRAMS scripts/gpu_check.sh DESTINATION share/nightwatt/scripts COMPONENT tests)
endif()
if(NIGHTWATT_BENCH)
  bundle_program(backend_bench tests)
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
set(CPACK_PACKAGE_VENDOR nightwatt)
set(CPACK_PACKAGE_CONTACT "nightwatt <root@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Plans a night of batch work at least cost")
set(CPACK_PACKAGE_DESCRIPTION
    "Energy at the hour's price and carbon intensity, and missed deadlines: where, when and at what
frequency every task of a night runs, with a bound on what could be saved at most.")
# One Debian package, of the program alone; libraries are the distribution's.
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME nightwatt)
set(CPACK_DEBIAN_PROGRAM_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_NIGHTWATT_SCRATCH "${CMAKE_CURRENT_BINARY_DIR}")
set(CPACK_NIGHTWATT_PROGRAM "${CMAKE_CURRENT_BINARY_DIR}/nightwatt")
if(NIGHTWATT_WITH_MPI)
  set(CPACK_NIGHTWATT_MPI "${CMAKE_CURRENT_BINARY_DIR}/libnightwatt_mpi.so")
endif()
set(CPACK_PROJECT_CONFIG_FILE "${CMAKE_CURRENT_LIST_DIR}/package_options.cmake")
include(CPack)
