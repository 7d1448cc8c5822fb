# Run by embed_files(): writes FILES, a list of paths, as arrays of bytes to OUTPUT, with a FUNCTION that
# lists them.
set(arrays "")
set(rows "")
set(number 0)
foreach(path IN LISTS FILES)
  get_filename_component(name "${path}" NAME)
  file(READ "${path}" bytes HEX)
  string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
  string(APPEND arrays "const unsigned char file_${number}[] = {${bytes}0};\n")
  string(APPEND rows "    {\"${name}\", file_${number}, sizeof file_${number} - 1},\n")
  math(EXPR number "${number} + 1")
endforeach()
file(WRITE "${OUTPUT}" "#include <span>

#include \"embedded_file.hpp\"

namespace nightwatt {

std::span<const EmbeddedFile> ${FUNCTION}();

namespace {

${arrays}
const EmbeddedFile files[] = {
${rows}};

}  // namespace

std::span<const EmbeddedFile> ${FUNCTION}() {
    return files;
}

}  // namespace nightwatt
")
