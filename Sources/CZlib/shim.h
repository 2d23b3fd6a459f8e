// zlib, as the system's package gives it.
#ifndef REWIND_CZLIB_H
#define REWIND_CZLIB_H

#include <zlib.h>

// inflateInit2 is a macro, which Swift cannot call. 15 + 16: the largest window, and gzip's header.
static inline int rewind_zlib_begin(z_stream *stream) {
  return inflateInit2(stream, 15 + 16);
}

#endif
