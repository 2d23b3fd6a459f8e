public import Rewind
public import TextUI

/// What can happen to the explorer.
public enum Message: Sendable {
  /// A key, a paste, the mouse.
  case input(InputEvent)
  /// The terminal has a size; the first message of all.
  case resized(Size)
  /// The log as far as it is known; it extends the one before.
  ///
  /// `indexed` is the part of the log that has been read, from 0 to 1; nil once it is whole.
  case log(LogSnapshot, indexed: Double? = nil)
  /// The last events of the log, read ahead of the rest; worth showing until it is whole.
  case tail(LogTail)
  /// What the log is read from has ended: nothing more comes.
  case ended
  /// The log was replaced by another under the same name: what was known of the old one is void.
  case replaced(LogSnapshot)
  /// How events are folded may have changed: states that were read are void.
  case foldsChanged
  /// A category's fold can be written only once the person names a folder for the log's code.
  case codeFolderMissing(category: String)
  /// The log could not be opened.
  case unopened(LogTrouble)
  /// The log, which could not be opened before, is open, with these options.
  case opened(ExplorerOptions)
  /// What a request asked for, or a part of it; ignored where the request is out of date.
  case answer(token: Int, Answer)
  /// Something happened to projections.
  case projections(ProjectionNews)
  /// The time of day, about once a second and before the first key; ages are counted from it.
  case clock(Timestamp)
  /// Something worth a line: how many bytes were copied where.
  case notice(String)
  /// Something went wrong and is worth a line, such as that the log cannot be read just now.
  case failure(LogTrouble)
  /// Nothing could take a copy: the text is shown without borders, for selecting by hand.
  case copyFailed(String)
}
