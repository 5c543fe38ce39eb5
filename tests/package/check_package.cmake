# Builds and runs the consumer in one of three ways.
#
#   cmake -DWAY=find_package|pkg_config|add_subdirectory -DSOURCE=... -DBUILD=... -DWORK=... -DCXX=... -P check_package.cmake

cmake_minimum_required(VERSION 3.25)
set(consumer "${CMAKE_CURRENT_LIST_DIR}/consumer")
file(REMOVE_RECURSE "${WORK}")
file(MAKE_DIRECTORY "${WORK}")

function(run)
  execute_process(COMMAND ${ARGV} RESULT_VARIABLE code OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT code EQUAL 0)
    string(JOIN " " line ${ARGV})
    message(FATAL_ERROR "${line}\nended with ${code}\n${output}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

if(NOT WAY STREQUAL "add_subdirectory")
  run("${CMAKE_COMMAND}" --install "${BUILD}" --prefix "${WORK}/prefix")
  file(GLOB_RECURSE library "${WORK}/prefix/libsvitok.a" "${WORK}/prefix/libsvitok.so")
  get_filename_component(library_dir "${library}" DIRECTORY)
  set(ENV{LD_LIBRARY_PATH} "${library_dir}")
endif()

if(WAY STREQUAL "pkg_config")
  set(ENV{PKG_CONFIG_PATH} "${library_dir}/pkgconfig")
  set(static "")
  if(library MATCHES "\\.a$")
    set(static --static)
  endif()
  run(pkg-config --cflags --libs ${static} svitok)
  separate_arguments(flags UNIX_COMMAND "${output}")
  run("${CXX}" -std=c++20 "${consumer}/consumer.cc" -o "${WORK}/consumer" ${flags})
else()
  set(options "-DCMAKE_PREFIX_PATH=${WORK}/prefix")
  if(WAY STREQUAL "add_subdirectory")
    # The other kind of library than the default: both have to link.
    set(options "-DSVITOK_SOURCE=${SOURCE}" -DBUILD_SHARED_LIBS=ON)
  endif()
  run("${CMAKE_COMMAND}" -S "${consumer}" -B "${WORK}" -G Ninja "-DCMAKE_CXX_COMPILER=${CXX}" ${options})
  run("${CMAKE_COMMAND}" --build "${WORK}" --target consumer)
endif()

run("${WORK}/consumer" "${WORK}/index")
if(NOT output STREQUAL "found 1 one\n")
  message(FATAL_ERROR "the consumer printed: ${output}")
endif()
