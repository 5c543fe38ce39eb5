# A check that has never failed proves nothing: plants one violation of each kind in a small tree and expects
# check_structure.cmake to name it, and to accept the tree without any.
#
#   cmake -DWORK=<scratch folder> -P check_the_check.cmake

cmake_minimum_required(VERSION 3.25)
set(arrow_table "
```
lib/base/   seams     -> nothing
lib/text/   words     -> base
lib/matcher/ matching -> base
tools/      programs  -> nothing
```
See [the licence](LICENSE), [a section](#a) and [a site](https://example.org).
")

# A sound tree.
function(plant)
  file(REMOVE_RECURSE "${WORK}")
  file(WRITE "${WORK}/ARCHITECTURE.md" "${arrow_table}")
  file(WRITE "${WORK}/LICENSE" "")
  file(WRITE "${WORK}/lib/CMakeLists.txt" "")
  file(WRITE "${WORK}/lib/base/base.h" "#include <string>\n#include \"svitok/error.h\"\n")
  file(WRITE "${WORK}/lib/text/text.cc" "#include <unicode/uchar.h>\n#include \"base/base.h\"\n#include \"text/text.h\"\n")
  file(WRITE "${WORK}/lib/matcher/matcher.cc" "#include <xapian.h>\n#include \"base/base.h\"\n")
  file(WRITE "${WORK}/tools/tool.cc" "#include <svitok/svitok.h>\n#include \"tool.h\"\n")
endfunction()

function(check expected)
  execute_process(COMMAND "${CMAKE_COMMAND}" "-DROOT=${WORK}" -P "${CMAKE_CURRENT_LIST_DIR}/check_structure.cmake"
                  RESULT_VARIABLE code OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(expected STREQUAL "")
    if(NOT code EQUAL 0)
      message(FATAL_ERROR "a sound tree was refused:\n${output}")
    endif()
    return()
  endif()
  string(FIND "${output}" "structure: ${expected}" at)
  if(code EQUAL 0 OR at EQUAL -1)
    message(FATAL_ERROR "expected a fault '${expected}', got exit ${code}:\n${output}")
  endif()
endfunction()

plant()
check("")

# file | a line added to it | the fault that it makes
set(violations
    "lib/base/base.h|#include \"text/text.h\"|lib/base/base.h: includes \"text/text.h, which is not behind the arrow of lib/base"
    "lib/base/base.h|#include <xapian.h>|lib/base/base.h: includes <xapian.h, which only lib/matcher may"
    "lib/text/text.cc|#  include <xapian/query.h>|lib/text/text.cc: includes <xapian/query.h, which only lib/matcher may"
    "lib/matcher/matcher.cc|#include <unicode/ustring.h>|lib/matcher/matcher.cc: includes <unicode/ustring.h, which only lib/text may"
    "lib/matcher/matcher.cc|#include <text/text.h>|lib/matcher/matcher.cc: includes <text/text.h, which is not behind"
    "tools/tool.cc|#include \"base/base.h\"|tools/tool.cc: includes \"base/base.h, which is not behind the arrow of tools"
    "include/svitok/a.h|#include \"base/base.h\"|include/svitok/a.h: includes \"base/base.h"
    "lib/extra/extra.h|// nothing|lib/extra: ARCHITECTURE.md has no line for it"
    "ARCHITECTURE.md|lib/ghost/ gone -> base|lib/ghost: stands in ARCHITECTURE.md and not in the tree"
    "docs/page.md|[x](missing.md#part)|docs/page.md: the link to missing.md leads nowhere"
    "ARCHITECTURE.md|[x](docs/none)|ARCHITECTURE.md: the link to docs/none leads nowhere")
foreach(violation IN LISTS violations)
  string(REGEX MATCH "^([^|]+)\\|([^|]+)\\|(.+)$" matched "${violation}")
  set(file "${CMAKE_MATCH_1}")
  set(line "${CMAKE_MATCH_2}")
  set(expected "${CMAKE_MATCH_3}")
  plant()
  file(APPEND "${WORK}/${file}" "${line}\n")
  check("${expected}")
endforeach()
file(REMOVE_RECURSE "${WORK}")
