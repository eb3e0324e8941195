#ifndef CSYSTEM_ZLIB_H
#define CSYSTEM_ZLIB_H
#include <zlib.h>
#endif
