internal import Platform
package import Rewind

/// A projection that is a program of its own, in any language; `FoldPrograms.md` says what it reads and prints.
///
/// Nothing of it runs before it is to fold events.
package struct ProgramProjection: Sendable {
  /// The file's name without its ending.
  package let name: String
  /// The file's name and a digest of its content.
  package let identity: String
  private let file: CodeFile
  let pool: ProgramPool

  /// The projection that a program is.
  ///
  /// - Parameters:
  ///   - file: the program.
  ///   - limits: beyond them it is killed.
  ///   - isAllowed: whether somebody agreed to its being run; asked before each start.
  /// - Throws: ``ProgramError`` where the file cannot be read.
  package init(
    _ file: CodeFile, limits: ProgramLimits = ProgramLimits(),
    isAllowed: @escaping @Sendable () -> Bool
  ) throws(ProgramError) {
    name = String(file.name.prefix(upTo: file.name.lastIndex(of: ".") ?? file.name.endIndex))
    self.file = file
    pool = try ProgramPool(file.path, limits: limits, isAllowed: isAllowed)
    identity = "\(file.name) \(HexDigits.text(of: pool.digest))"
  }

  /// What a runner, a store and a screen need to know of it.
  ///
  /// A row has the columns `key`, `state` as JSON and `position` of the last event that it took; members of the state
  /// that are no objects and no arrays are columns too. Which events it takes it says itself once it runs, so that all
  /// are handed to its engine.
  package func definition() -> ProjectionDefinition {
    let columns = [
      ReadModelColumn(name: "key", content: .text),
      ReadModelColumn(name: "state", content: .text, role: .document),
      ReadModelColumn(name: "position", content: .integer, role: .lastPosition),
    ]
    return ProjectionDefinition(
      name: name, file: file.name, fingerprint: "program \(identity)",
      tables: [ReadModelTable(name: name, kind: .states, columns: columns)],
      selection: EventSelection(), partition: .keys
    ) { start in try ProgramEngine(self, start) }
  }

  /// What an event's fault says, on one line.
  func fault(_ error: String) -> String { "\(file.name): \(ProgramFolding.line(error))" }

  /// Lets go of the processes that wait for work; others are started when there is some.
  func rest() { pool.rest() }

  /// Ends the program, whatever it is at: what folds by it fails with ``ReplacedCodeError``.
  func end() { pool.end() }
}
