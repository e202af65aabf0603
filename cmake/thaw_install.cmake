# Headers, find_package(thaw) and pkg-config.
include(CMakePackageConfigHelpers)

set(thaw_config_dir ${CMAKE_INSTALL_DATADIR}/cmake/thaw)
install(DIRECTORY include/thaw DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.hpp")
install(TARGETS thaw EXPORT thaw-targets)
install(EXPORT thaw-targets NAMESPACE thaw:: DESTINATION ${thaw_config_dir})
configure_package_config_file(cmake/thaw-config.cmake.in thaw-config.cmake INSTALL_DESTINATION ${thaw_config_dir})
write_basic_package_version_file(thaw-config-version.cmake COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(FILES ${PROJECT_BINARY_DIR}/thaw-config.cmake ${PROJECT_BINARY_DIR}/thaw-config-version.cmake
        DESTINATION ${thaw_config_dir})
configure_file(cmake/thaw.pc.in thaw.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/thaw.pc DESTINATION ${CMAKE_INSTALL_DATADIR}/pkgconfig)
