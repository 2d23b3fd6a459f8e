// The terminal model the tests read the screen back from, with what Swift cannot import (bit
// fields, a tagged union) made plain.
#include <spawn.h>
#include <stdbool.h>
#include <vterm.h>

// Hidden by Glibc's module map.
int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *, const char *);

typedef struct {
  uint32_t scalars[VTERM_MAX_CHARS_PER_CELL];
  int scalar_count;
  bool is_covered;  // the right half of a wide character
  bool is_bold, is_underlined, is_reversed;
  int foreground;  // palette colour, or -1 for the default
} rw_vterm_cell;

static inline rw_vterm_cell rw_vterm_read(VTermScreen *screen, int row, int column) {
  rw_vterm_cell result = {.foreground = -1};
  VTermScreenCell cell;
  VTermPos position = {.row = row, .col = column};
  if (!vterm_screen_get_cell(screen, position, &cell)) return result;
  result.is_covered = cell.chars[0] == (uint32_t)-1;
  if (!result.is_covered) {
    while (result.scalar_count < VTERM_MAX_CHARS_PER_CELL && cell.chars[result.scalar_count]) {
      result.scalars[result.scalar_count] = cell.chars[result.scalar_count];
      result.scalar_count++;
    }
  }
  result.is_bold = cell.attrs.bold;
  result.is_underlined = cell.attrs.underline != 0;
  result.is_reversed = cell.attrs.reverse;
  if (VTERM_COLOR_IS_INDEXED(&cell.fg) && !VTERM_COLOR_IS_DEFAULT_FG(&cell.fg)) {
    result.foreground = cell.fg.indexed.idx;
  }
  return result;
}

static inline VTermPos rw_vterm_cursor(VTerm *terminal) {
  VTermPos position = {0, 0};
  vterm_state_get_cursorpos(vterm_obtain_state(terminal), &position);
  return position;
}
