// SQLite, as the system's package gives it.
#ifndef REWIND_CSQLITE_H
#define REWIND_CSQLITE_H

#include <sqlite3.h>

// sqlite3_db_config takes what its option asks for, which Swift cannot call: closing the last connection
// does not write the log back under a lock that keeps every reader out, nor remove it.
static inline int rewind_sqlite_close_quietly(sqlite3 *db) {
  return sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}

#endif
