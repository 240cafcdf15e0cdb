#include <sqlite3.h>

// `SQLITE_TRANSIENT` is a cast, which Swift does not import.
static inline int bantam_bind_copied_text(sqlite3_stmt *statement, int index, const char *bytes, int count) {
  return sqlite3_bind_text(statement, index, bytes, count, SQLITE_TRANSIENT);
}
