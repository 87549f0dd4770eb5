#pragma once
#include <libxml/xmlversion.h>
// Debian's libxml/encoding.h would pull in ICU's headers, which clash with the ICU inside Foundation.
#undef LIBXML_ICU_ENABLED
#include <iconv.h>
#include <libxml/SAX2.h>
#include <libxml/dict.h>
#include <libxml/entities.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>
