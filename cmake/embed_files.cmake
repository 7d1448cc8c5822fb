# embed_files(TARGET FILE...): the bytes of the files become part of the program, as asset("NAME")
# of io/report/html/assets.hpp, NAME being the file's own. An empty name stands for nothing.
set(embed_script "${CMAKE_CURRENT_LIST_DIR}/embed_script.cmake")
function(embed_files target)
  set(generated "${CMAKE_CURRENT_BINARY_DIR}/embedded_files.cpp")
  add_custom_command(OUTPUT "${generated}"
    COMMAND "${CMAKE_COMMAND}" "-DOUTPUT=${generated}" "-DFILES=${ARGN}" -P "${embed_script}"
    DEPENDS ${ARGN} "${embed_script}" VERBATIM)
  target_sources(${target} PRIVATE "${generated}")
endfunction()
