// Zstandard, as the system's package gives it.
#include <zstd.h>
