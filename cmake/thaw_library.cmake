# The target thaw::thaw. Nothing is downloaded: xtensor comes from the project around (a target of that name), from its
# CMake package, or from the include path.
find_package(Threads REQUIRED)

if(NOT TARGET xtensor)
  find_package(xtensor CONFIG QUIET)
endif()
if(NOT TARGET xtensor)
  find_path(THAW_XTENSOR_INCLUDE_DIR NAMES xtensor/xarray.hpp xtensor/containers/xarray.hpp)
  if(NOT THAW_XTENSOR_INCLUDE_DIR)
    message(FATAL_ERROR "thaw needs xtensor: install it (Debian: libxtensor-dev) or set xtensor_DIR")
  endif()
  add_library(xtensor INTERFACE IMPORTED)
  set_target_properties(xtensor PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${THAW_XTENSOR_INCLUDE_DIR}")
endif()
if(NOT TARGET nlohmann_json::nlohmann_json)
  find_package(nlohmann_json CONFIG QUIET)  # for JSON only; headers look for it themselves
endif()

add_library(thaw INTERFACE)
add_library(thaw::thaw ALIAS thaw)
target_include_directories(thaw INTERFACE "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>"
                                          "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>")
target_compile_features(thaw INTERFACE cxx_std_17)
target_link_libraries(thaw INTERFACE xtensor Threads::Threads
                                     $<TARGET_NAME_IF_EXISTS:nlohmann_json::nlohmann_json>)
