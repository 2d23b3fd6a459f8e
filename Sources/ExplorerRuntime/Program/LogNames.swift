import TextUI

/// What logs are called.
package enum LogNames {
  /// So many columns of a command are shown.
  private static let commandColumns = 32

  /// A command on one line that leaves room for others.
  static func short(_ command: String, glyphs: GlyphSet) -> String {
    let line = command.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return TextWidth.middleCut(line, to: commandColumns, glyphs: glyphs)
  }

  /// The last part of a path.
  package static func name(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// The names of logs that stand side by side, and in the place of one that several have, as much of
  /// the end of each one's path as tells them apart: `eu/bank` and `us/bank`.
  static func distinct(_ logs: [(name: String, path: String)]) -> [String] {
    let namesakes = Dictionary(grouping: logs, by: \.name).mapValues { $0.map(\.path) }
    return logs.map { name, path in
      guard let paths = namesakes[name], paths.count > 1 else { return name }
      let parts = path.split(separator: "/").count
      let ends = (1...max(1, parts)).lazy.map { count in (end(of: path, count), count) }
      return ends.first { end, count in
        paths.filter { self.end(of: $0, count) == end }.count == 1
      }?.0 ?? path
    }
  }

  /// The last parts of a path.
  private static func end(of path: String, _ count: Int) -> String {
    path.split(separator: "/").suffix(count).joined(separator: "/")
  }
}
