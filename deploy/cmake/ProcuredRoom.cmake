# One room is one static library made of every .cpp in its folder; the arrows between rooms are link
# dependencies, so that a wrong include also fails to link. tests/tidy/layers.txt lists the same arrows.
add_library(procured_warnings INTERFACE)
target_compile_options(procured_warnings INTERFACE
  -Wall -Wextra -Wshadow -Wconversion $<$<CXX_COMPILER_ID:GNU>:-Werror>)

# Several files of a room, or of its tests, are compiled as one: reading the headers again for each would take most of
# the time.
option(PROCURED_UNITY "Compile the files of a room, and of its tests, together" ON)

# procured_room(<name> DIR <folder> [SEPARATE] [DEPS …]); SEPARATE: its files say different things by one name
function(procured_room name)
  cmake_parse_arguments(ROOM "SEPARATE" "DIR" "DEPS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${ROOM_DIR}/*.cpp)
  if(sources)
    add_library(procured_${name} STATIC ${sources})
    target_link_libraries(procured_${name} PUBLIC ${ROOM_DEPS} PRIVATE procured_warnings)
    target_include_directories(procured_${name} PUBLIC ${CMAKE_SOURCE_DIR}/daemon ${CMAKE_SOURCE_DIR})
    if(PROCURED_UNITY AND NOT ROOM_SEPARATE)
      set_target_properties(procured_${name} PROPERTIES UNITY_BUILD ON)
    endif()
  else()
    add_library(procured_${name} INTERFACE)
    target_link_libraries(procured_${name} INTERFACE ${ROOM_DEPS})
    target_include_directories(procured_${name} INTERFACE ${CMAKE_SOURCE_DIR}/daemon ${CMAKE_SOURCE_DIR})
  endif()
endfunction()

# procured_test(<name> DIR <folder> [SEPARATE] [LABELS …] [DEPS …]): every *_test.cpp of the folder, one program.
function(procured_test name)
  cmake_parse_arguments(TEST "SEPARATE" "DIR" "DEPS;LABELS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${TEST_DIR}/*_test.cpp)
  if(NOT sources)
    return()
  endif()
  add_executable(${name}_test ${sources})
  target_link_libraries(${name}_test PRIVATE ${TEST_DEPS} procured_warnings GTest::gtest GTest::gmock
                                             GTest::gtest_main)
  target_include_directories(${name}_test PRIVATE ${CMAKE_SOURCE_DIR}/tests ${CMAKE_SOURCE_DIR})
  target_compile_definitions(${name}_test PRIVATE PROCURED_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  if(PROCURED_UNITY AND NOT TEST_SEPARATE)
    set_target_properties(${name}_test PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 4)
  endif()
  set(properties TIMEOUT 600)
  if(TEST_LABELS)
    list(APPEND properties LABELS ${TEST_LABELS})
  endif()
  gtest_discover_tests(${name}_test DISCOVERY_TIMEOUT 60
    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
    PROPERTIES ${properties})
endfunction()
