import Rewind
import TextUI

/// A question to the person, in the row above the bottom.
struct Prompt: Sendable {
  enum Kind: Hashable, Sendable {
    case version, position, time, search, filter, palette
    /// Whether a program may run: yes or y, and Enter.
    case agreement(program: String)
    /// The folder of code that a category's fold begins, where the log has none.
    case codeFolder(category: String)
  }

  let kind: Kind
  var field = TextField()
  /// The text that is replaced by what is typed; empty where there is none.
  let replaced: String
  /// What the palette offers for the text.
  var offers: [Offer] = []
  var cursor = ListCursor()
  /// The streams that were found for the palette's text.
  var streams: [StreamID] = []
  /// The text that ``streams`` were found for.
  var completedText = ""
  /// Why what was typed is not understood.
  var error: String?
  /// The room and the search as they were when it was opened, to come back to; nil where typing changes neither.
  let before: (any Room)?
  let searchBefore: Search?

  /// - Parameters:
  ///   - replaced: the text that is replaced by what is typed.
  ///   - text: what stands there already.
  ///   - before: the room, where what is typed shows at once in it, and the search that is on.
  init(
    _ kind: Kind, replacing replaced: String = "", text: String = "",
    before: (room: any Room, search: Search?)? = nil
  ) {
    self.kind = kind
    self.replaced = replaced
    (self.before, searchBefore) = (before?.room, before?.search)
    field = TextField(text)
  }

  /// What stands before the text.
  var label: String {
    switch kind {
    case .version: "version: "
    case .position: "as of position: "
    case .time: "time: "
    case .search: "/"
    case .filter: "filter: "
    case .palette: ":"
    case .agreement(let program):
      "run \(program.split(separator: "/").last ?? "")? type yes: "
    case .codeFolder(let category): "write aggregates/\(category).js into the folder: "
    }
  }
}

extension Prompt {
  /// What can be typed, shown while nothing is.
  var example: String {
    switch kind {
    case .version: "42  +5  75%  $"
    case .position: "42  +5  75%  $ is now"
    case .time: "14:34  yesterday 14:34  Mar 1  Mar 1 14:34  2026-05-01  -1h"
    case .search: "a text; ! inverts; nothing looks for the last one"
    case .agreement: "anything else runs nothing"
    case .codeFolder: "nothing writes nothing"
    case .filter:
      replaced.isEmpty
        ? "a text; ! inverts; nothing shows all" : "instead of \(replaced); nothing shows all"
    case .palette: "a command, stream, type, id, projection, or moment: 42 +5 75% @12345 -1h"
    }
  }
}
