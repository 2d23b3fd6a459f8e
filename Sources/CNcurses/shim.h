// What Swift cannot reach in ncurses: macros that cast, and globals that Swift 6 takes for shared
// mutable state.
#define NCURSES_WIDECHAR 1
#include <ncurses.h>
#include <stdint.h>
#include <stdio.h>
#include <term.h>
#include <wchar.h>

// Hidden by Glibc's module map; -1 without setlocale.
int wcwidth(wchar_t);

static const uint32_t RW_BOLD = A_BOLD;
static const uint32_t RW_DIM = A_DIM;
static const uint32_t RW_REVERSE = A_REVERSE;
static const uint32_t RW_UNDERLINE = A_UNDERLINE;

// A description of TERM is looked up; 1 found, 0 unknown, -1 no database at all.
static inline int rw_find_description(int output) {
  int status = -1;
  setupterm(NULL, output, &status);
  return status;
}

// A string capability of the description, or null.
static inline const char *rw_capability(const char *name) {
  const char *text = tigetstr((char *)name);
  return text == (const char *)-1 ? NULL : text;
}

// The same with numbers put in. It lives until the next call.
static inline const char *rw_capability_with(const char *name, int first, int second) {
  const char *text = rw_capability(name);
  return text ? tparm((char *)text, (long)first, (long)second, 0L, 0L, 0L, 0L, 0L, 0L, 0L) : NULL;
}

// initscr would end the process where TERM is unknown; this answers false.
static inline bool rw_start(int input) {
  FILE *file = input == 0 ? stdin : fdopen(input, "r");
  return file && newterm(NULL, stdout, file);
}

static inline int rw_rows(void) { return LINES; }
static inline int rw_columns(void) { return COLS; }
static inline int rw_colors(void) { return COLORS; }

// Where ncurses left the terminal's cursor.
static inline int rw_cursor_row(void) { return getcury(curscr); }
static inline int rw_cursor_column(void) { return getcurx(curscr); }

static inline void rw_raw_modes(void) {
  raw();
  noecho();
  nonl();
  // We read the keys ourselves: a refresh must not stop because one is waiting.
  typeahead(-1);
}

// The whole screen is sent again with the next refresh.
static inline void rw_forget_screen(void) {
  erase();
  clearok(stdscr, TRUE);
}

// One cell: a base and combining scalars, at most CCHARW_MAX.
static inline void rw_put(
    int row, int column, const uint32_t *scalars, int count, uint32_t attributes, int pair) {
  wchar_t text[CCHARW_MAX + 1];
  if (count > CCHARW_MAX) count = CCHARW_MAX;
  for (int i = 0; i < count; i++) text[i] = (wchar_t)scalars[i];
  text[count] = 0;
  cchar_t cell;
  // The extended form of the pair, because the old one ends at 255.
  if (setcchar(&cell, text, attributes, 0, &pair) != ERR) mvadd_wch(row, column, &cell);
}
