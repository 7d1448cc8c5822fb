# embed_files(TARGET FUNCTION FILE...): the bytes of the files become part of the program, listed by
#   std::span<const EmbeddedFile> FUNCTION();     (host/embedded_file.hpp)
set(embed_script "${CMAKE_CURRENT_LIST_DIR}/embed_script.cmake")
function(embed_files target function)
  set(generated "${CMAKE_CURRENT_BINARY_DIR}/${function}.cpp")
  add_custom_command(OUTPUT "${generated}"
    COMMAND "${CMAKE_COMMAND}" "-DOUTPUT=${generated}" "-DFUNCTION=${function}" "-DFILES=${ARGN}" -P "${embed_script}"
    DEPENDS ${ARGN} "${embed_script}" VERBATIM)
  target_sources(${target} PRIVATE "${generated}")
endfunction()
