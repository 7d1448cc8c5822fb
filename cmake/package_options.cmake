# Read by cpack before each generator.
if(CPACK_GENERATOR STREQUAL "DEB")
  set(CPACK_COMPONENTS_ALL program)
  set(CPACK_COMPONENT_INCLUDE_TOPLEVEL_DIRECTORY OFF)
  # The program depends on its libraries, by their packages. MPI is only recommended: one process needs
  # none, and a cluster may have an MPI of its own. cpack itself knows no such difference.
  find_program(shlibdeps dpkg-shlibdeps)
  if(shlibdeps)
    set(command "${shlibdeps}" -O --ignore-missing-info -e "${CPACK_NIGHTWATT_PROGRAM}")
    if(CPACK_NIGHTWATT_MPI)
      list(APPEND command -dRecommends -e "${CPACK_NIGHTWATT_MPI}")
    endif()
    # It wants to stand in a package's source.
    set(scratch "${CPACK_NIGHTWATT_SCRATCH}/shlibdeps")
    file(WRITE "${scratch}/debian/control" "")
    execute_process(COMMAND ${command} WORKING_DIRECTORY "${scratch}" OUTPUT_VARIABLE fields
                    COMMAND_ERROR_IS_FATAL ANY)
    if(fields MATCHES "shlibs:Depends=([^\n]*)")
      set(CPACK_DEBIAN_PROGRAM_PACKAGE_DEPENDS "${CMAKE_MATCH_1}")
    endif()
    # What the MPI library needs beside MPI, the program needs too.
    if(fields MATCHES "shlibs:Recommends=([^\n]*)")
      set(CPACK_DEBIAN_PROGRAM_PACKAGE_RECOMMENDS "${CMAKE_MATCH_1}")
    endif()
  else()
    message(WARNING "dpkg-shlibdeps (dpkg-dev) is missing: the package names no libraries")
  endif()
endif()
