# A catalogue (daemon/rules/rules.def, daemon/kpis/kpis.def) is one line per entry. Each entry needs its code, its page and
# its test; a missing companion stops configure, and a new line configures again.
#
# procured_catalogue(<word> <.def> <room's folder> <tests' folder>), all relative to the source tree
function(procured_catalogue word definition folder tests)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${definition})
  file(STRINGS ${CMAKE_SOURCE_DIR}/${definition} entries REGEX "^${word}\\(")
  foreach(entry ${entries})
    string(REGEX REPLACE "^${word}\\(([a-z0-9_]+)\\).*$" "\\1" stem "${entry}")
    foreach(companion ${folder}/${stem}.cpp ${folder}/${stem}.md ${tests}/${stem}_test.cpp)
      if(NOT EXISTS ${CMAKE_SOURCE_DIR}/${companion})
        message(SEND_ERROR " ${definition}: ${word}(${stem}) needs ${companion}")
      endif()
    endforeach()
  endforeach()
endfunction()
