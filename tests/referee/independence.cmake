# The referee must share no code with the planner: no file of it, nor a header of the instance, may
# name kernels/, io/ or the planner's folders, and "kernels/units.hpp" is not on its include path.
# Run with -DSOURCE=<repository> -DCXX=<compiler> -DSCRATCH=<folder>.
set(forbidden "kernels/|io/|problem/|search/|backend/|rules/|core/")
file(GLOB_RECURSE files "${SOURCE}/host/referee/*.?pp" "${SOURCE}/host/instance/*.hpp")
list(LENGTH files count)
if(count LESS 20)
  message(FATAL_ERROR "found only ${count} files of the referee and the instance")
endif()
foreach(file IN LISTS files)
  file(STRINGS "${file}" includes REGEX "^[ \t]*#[ \t]*include")
  foreach(line IN LISTS includes)
    if(line MATCHES "[\"<](\\.\\./)*(${forbidden})" OR line MATCHES "\\.\\./")
      message(FATAL_ERROR "${file}: ${line}")
    endif()
  endforeach()
endforeach()

# The include path is host/ alone: a file that asks for kernels/ must not compile, the same file
# without that line must.
file(WRITE "${SCRATCH}/good.cpp" "#include \"referee/referee.hpp\"\n")
file(WRITE "${SCRATCH}/bad.cpp" "#include \"referee/referee.hpp\"\n#include \"kernels/units.hpp\"\n")
foreach(name good bad)
  execute_process(
    COMMAND "${CXX}" -std=c++20 -fsyntax-only "-I${SOURCE}/host" "${SCRATCH}/${name}.cpp"
    RESULT_VARIABLE ${name} OUTPUT_QUIET ERROR_QUIET)
endforeach()
if(NOT good EQUAL 0)
  message(FATAL_ERROR "the referee's header does not compile from host/ alone")
endif()
if(bad EQUAL 0)
  message(FATAL_ERROR "kernels/units.hpp can be found from the referee's include path")
endif()

# And host/ is all that the build gives it.
string(REPLACE "," ";" given "${INCLUDES}")
foreach(folder IN LISTS given)
  if(EXISTS "${folder}/kernels")
    message(FATAL_ERROR "the build lets the referee see ${folder}/kernels")
  endif()
endforeach()
