# What `cmake --install` lays down: the library, the public headers, the CMake package `svitok` and svitok.pc.
# The tools and the dictionaries are installed where they are made.
option(SVITOK_INSTALL "Make install rules" ${PROJECT_IS_TOP_LEVEL})
if(NOT SVITOK_INSTALL)
  return()
endif()
include(CMakePackageConfigHelpers)

set(svitok_headers document error query reader results schema searcher svitok version writer)
list(TRANSFORM svitok_headers PREPEND "${PROJECT_SOURCE_DIR}/include/svitok/")
list(TRANSFORM svitok_headers APPEND ".h")
target_sources(svitok PUBLIC FILE_SET HEADERS BASE_DIRS "${PROJECT_SOURCE_DIR}/include" FILES ${svitok_headers})

install(
  TARGETS svitok
  EXPORT svitokTargets
  LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}"
  ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}"
  FILE_SET HEADERS DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")

set(svitok_package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/svitok")
install(EXPORT svitokTargets NAMESPACE svitok:: DESTINATION "${svitok_package_dir}")
get_target_property(svitok_library_type svitok TYPE)
configure_package_config_file("${PROJECT_SOURCE_DIR}/cmake/svitokConfig.cmake.in"
                              "${PROJECT_BINARY_DIR}/svitokConfig.cmake" INSTALL_DESTINATION "${svitok_package_dir}")
# While the first number is 0, the second one says what fits together.
write_basic_package_version_file("${PROJECT_BINARY_DIR}/svitokConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/svitokConfig.cmake" "${PROJECT_BINARY_DIR}/svitokConfigVersion.cmake"
        DESTINATION "${svitok_package_dir}")

# Where svitok.pc stands, the prefix is found; an absolute libdir (as Debian's packaging gives) is kept as it is.
if(IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}")
  set(svitok_pc_prefix "${CMAKE_INSTALL_PREFIX}")
else()
  file(RELATIVE_PATH svitok_pc_up "/prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/prefix")
  string(REGEX REPLACE "/$" "" svitok_pc_up "${svitok_pc_up}")
  set(svitok_pc_prefix "\${pcfiledir}/${svitok_pc_up}")
endif()
set(svitok_pc_isal "")
if(ISAL_FOUND)
  set(svitok_pc_isal " libisal")
endif()
configure_file("${PROJECT_SOURCE_DIR}/cmake/svitok.pc.in" "${PROJECT_BINARY_DIR}/svitok.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/svitok.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
