// SQLite, as the system's package gives it.
#ifndef REWIND_CSQLITE_H
#define REWIND_CSQLITE_H

#include <sqlite3.h>

#endif
