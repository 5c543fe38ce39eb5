// Functions that are compiled twice, for any processor of the architecture and for those of x86-64-v3 (AVX2, BMI; most
// since 2013), of which the loader takes one when the program starts. For inner loops, where a call costs nothing
// beside what it does: searching takes 4 % less time by them, indexing some 3 % (docs/performance.md).
//
//   SVITOK_CLONES void f() { ... }     what it calls becomes part of it, where the compiler sees it
//
// Floating-point numbers come out alike, because multiplications and additions are never fused (-ffp-contract=off).
#pragma once

#include <cstddef>  // For __GLIBC__: it takes a loader that chooses.

#if defined(__x86_64__) && defined(__GLIBC__) && !defined(__clang__) && defined(__GNUC__) && __GNUC__ >= 12 && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define SVITOK_CLONES __attribute__((flatten, target_clones("arch=x86-64-v3", "default")))
#else
#define SVITOK_CLONES
#endif
