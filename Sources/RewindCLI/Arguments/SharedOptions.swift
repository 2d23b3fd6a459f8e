import Rewind

/// The options that every command takes, or every command that reads a log.
struct SharedOptions: Hashable, Sendable {
  /// The logs named with `-l`: stores, files, folders, globs, or `-`.
  var logs: [String] = []
  /// `--from COMMAND`: the log is what the command prints.
  var command: String?
  /// `--map role=source`, in the order given.
  var mappings: [String] = []
  /// `--mapping FILE`.
  var mappingFile: String?
  /// `--spool-limit SIZE`: how many bytes lines may take that are made of pipes, and of files that are none.
  var spoolLimit: Int?
  /// `--with DIR`: a folder of code.
  var code: String?
  /// Whether a role that could not be read counts as a line that is lost.
  var strict = false
  var json = false
  var utc = false
  var ascii = false
  var noColor = false
}
