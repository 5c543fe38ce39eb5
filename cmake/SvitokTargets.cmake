# How a target of this project is declared: our language level, warnings and sanitizers, without global flags.

add_library(svitok_build_options INTERFACE)
target_compile_features(svitok_build_options INTERFACE cxx_std_20)
# The same scores on every processor (lib/base/clones.h).
target_compile_options(svitok_build_options INTERFACE -ffp-contract=off)
if(SVITOK_WARNINGS_AS_ERRORS)
  target_compile_options(svitok_build_options INTERFACE -Wall -Wextra -Wconversion -Wshadow -Werror)
  # GCC 12 sees an overlap in `"literal" + std::string` at -O3 that is not there (gcc.gnu.org/bugzilla 105651).
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(svitok_build_options INTERFACE -Wno-restrict)
  endif()
endif()
if(SVITOK_SANITIZE)
  target_compile_options(svitok_build_options INTERFACE -fsanitize=${SVITOK_SANITIZE} -fno-omit-frame-pointer
                                                       -fno-sanitize-recover=all)
  target_link_options(svitok_build_options INTERFACE -fsanitize=${SVITOK_SANITIZE})
  # The sanitizers' checks make GCC see uninitialised members in the standard library's own headers, and numbers that
  # would print longer than they can.
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(svitok_build_options INTERFACE -Wno-maybe-uninitialized -Wno-format-truncation)
  endif()
endif()

# svitok_component(NAME SOURCES ... DEPENDS ...): one folder of lib/ as a target `svitok_NAME`.
# DEPENDS lists the folders behind its arrow and the outside libraries it includes.
function(svitok_component name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;DEPENDS")
  add_library(svitok_${name} STATIC ${arg_SOURCES})
  target_include_directories(svitok_${name} PUBLIC "${PROJECT_SOURCE_DIR}/include" "${PROJECT_SOURCE_DIR}/lib")
  target_link_libraries(svitok_${name} PUBLIC ${arg_DEPENDS} PRIVATE $<BUILD_INTERFACE:svitok_build_options>)
  set_target_properties(
    svitok_${name} PROPERTIES POSITION_INDEPENDENT_CODE ON CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
endfunction()

# Most of the time of a build goes to the tests: to reading the same headers and to optimising what runs once. Where they
# are built in haste, a test that forgets to include one of these headers compiles too; so one preset (release) is without.
if(SVITOK_BUILD_TESTS AND SVITOK_TESTS_IN_HASTE)
  add_library(svitok_test_haste INTERFACE)
  target_compile_options(svitok_test_haste INTERFACE -O0)
  file(CONFIGURE OUTPUT "${PROJECT_BINARY_DIR}/test_headers.cc" CONTENT "")
  add_library(svitok_test_headers OBJECT "${PROJECT_BINARY_DIR}/test_headers.cc")
  target_link_libraries(svitok_test_headers PRIVATE svitok_test_haste svitok_build_options GTest::gtest_main)
  target_precompile_headers(
    svitok_test_headers
    PRIVATE <algorithm> <filesystem> <fstream> <functional> <map> <memory> <optional> <random> <set> <span> <string>
            <string_view> <thread> <unordered_map> <vector> <gmock/gmock.h> <gtest/gtest.h>)
endif()

# svitok_test(NAME SOURCES ... DEPENDS ... [HEAVY] [PREFIX ...]): a GoogleTest program whose cases ctest lists one by one.
# HEAVY: it runs long enough to be worth optimising everywhere. PREFIX: of its cases' names, where another has the same.
function(svitok_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "HEAVY" "PREFIX" "SOURCES;DEPENDS")
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE ${arg_DEPENDS} svitok_build_options GTest::gtest_main)
  if(SVITOK_TESTS_IN_HASTE AND NOT arg_HEAVY)
    target_link_libraries(${name} PRIVATE svitok_test_haste)
    target_precompile_headers(${name} REUSE_FROM svitok_test_headers)
  endif()
  gtest_discover_tests(${name} TEST_PREFIX "${arg_PREFIX}" DISCOVERY_TIMEOUT 120)
endfunction()

# svitok_fuzzer(NAME SOURCES ... DEPENDS ...): a libFuzzer program. `svitok_fuzzers` builds them all.
function(svitok_fuzzer name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;DEPENDS")
  add_executable(${name} ${arg_SOURCES})
  target_compile_options(${name} PRIVATE -fsanitize=fuzzer)
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  target_link_libraries(${name} PRIVATE ${arg_DEPENDS} svitok_build_options)
  if(NOT TARGET svitok_fuzzers)
    add_custom_target(svitok_fuzzers)
  endif()
  add_dependencies(svitok_fuzzers ${name})
endfunction()
