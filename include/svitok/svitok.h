// Svitok: full-text search for English and Russian text, in one header.
#pragma once

#include "svitok/document.h"
#include "svitok/error.h"
#include "svitok/query.h"
#include "svitok/reader.h"
#include "svitok/results.h"
#include "svitok/schema.h"
#include "svitok/searcher.h"
#include "svitok/version.h"
#include "svitok/writer.h"
