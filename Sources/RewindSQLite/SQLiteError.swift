internal import CSQLite
internal import Platform

/// Why a database of read models or snapshots cannot be used, in one line that says what to do.
///
/// What was there before is whole. The database may always be deleted: what it holds can be made again.
public struct SQLiteError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of trouble it is.
  @nonexhaustive
  public enum Cause: Hashable, Sendable {
    /// Another program held it for longer than is waited.
    case locked
    /// There is no room for it.
    case full
    /// It cannot be opened, read or written: the system refuses, or the rights of the file or its folder do.
    case inaccessible
    /// The file is no database, or is damaged.
    case damaged
    /// A later version of this library made it.
    case tooNew
    /// It is another program's.
    case foreign
    /// Its tables are not those that were made: another program changed them.
    case tablesChanged
    /// A table cannot be made, since the database has something of its name: perhaps the table of a
    /// projection that the catalog has lost.
    case nameTaken
    /// The projection asks for what cannot be stored.
    case invalidProjection
    /// Any other failure of SQLite.
    case other
  }

  /// What a database holds.
  public enum Contents: Hashable, Sendable {
    /// Read models, which a rebuild makes anew.
    case readModels
    /// Snapshots, which are taken anew by themselves.
    case snapshots
  }

  /// The database, or the file or folder that belongs to it.
  public let path: String
  /// What it holds.
  public let contents: Contents
  /// What kind of trouble it is.
  public let cause: Cause
  /// What is wrong and what to do, without the path.
  public let message: String

  init(_ cause: Cause, at path: String, of contents: Contents, _ message: String) {
    self.path = path
    self.contents = contents
    self.cause = cause
    self.message = message
  }

  /// One line: which file, what is wrong and what to do.
  public var description: String { "\(path): \(message)" }

  /// Whether it is mended by making all read models anew.
  package var isMendedByRebuildingAll: Bool {
    switch cause {
    case .damaged, .tooNew, .tablesChanged, .nameTaken: contents == .readModels
    case .locked, .full, .inaccessible, .foreign, .invalidProjection, .other: false
    }
  }
}

extension SQLiteError.Contents: CustomStringConvertible {
  /// What it holds, in the plural: `read models`.
  public var description: String {
    switch self {
    case .readModels: "read models"
    case .snapshots: "snapshots"
    }
  }
}
