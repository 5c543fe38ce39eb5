// The version of the library and of what it writes.
#pragma once

#define SVITOK_VERSION_MAJOR 0
#define SVITOK_VERSION_MINOR 1
#define SVITOK_VERSION_PATCH 0
#define SVITOK_VERSION "0.1.0"

// Marks what the shared library exports; everything else is hidden.
#define SVITOK_EXPORT __attribute__((visibility("default")))
