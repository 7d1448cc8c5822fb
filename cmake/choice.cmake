# choice(VARIABLE): makes auto, on or off of any spelling that CMake's users give (ON, True, 0, ...), and refuses
# what is none.
function(choice variable)
  string(TOLOWER "${${variable}}" value)
  if(value MATCHES "^(on|true|yes|y|1)$")
    set(value on)
  elseif(value MATCHES "^(off|false|no|n|0)$")
    set(value off)
  elseif(NOT value STREQUAL "auto")
    message(FATAL_ERROR "${variable} is \"${${variable}}\": say auto, on or off")
  endif()
  set(${variable} ${value} PARENT_SCOPE)
endfunction()
