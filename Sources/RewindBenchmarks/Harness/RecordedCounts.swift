internal import Platform
internal import Rewind

/// The instructions that rows took when they were last recorded, by the rows' names.
struct RecordedCounts: Equatable {
  /// The file, in the folder of the package.
  static let path = "Sources/RewindBenchmarks/instructions.json"

  var counts: [String: Double] = [:]

  /// What is in the file; nothing where it is not there, as outside of the package's folder.
  static func load() throws -> RecordedCounts {
    guard FileSystem.exists(path) else { return RecordedCounts() }
    return try RecordedCounts(text: try SystemFile.contents(of: path))
  }

  /// Puts the counts in the file's place.
  func save() throws(BenchError) {
    guard FileSystem.exists(FileSystem.folder(of: Self.path)) else {
      throw BenchError("\(Self.path) is not here; run --record in the package's folder")
    }
    try BenchError.wrap(try SystemFile.replace(Self.path, holding: Array(text.utf8)))
  }
}

extension RecordedCounts {
  init(text: [UInt8]) throws {
    let json = try JSONText(validating: text)
    for path in HotPath.allCases { counts[path.row] = json[path.row]?.double }
  }

  /// A row a line.
  var text: String {
    let lines = counts.sorted { $0.key < $1.key }
      .map { "  \"\($0.key)\": \(JSONNumber($0.value).text)" }
    return lines.isEmpty ? "{}\n" : "{\n\(lines.joined(separator: ",\n"))\n}\n"
  }

  /// These, with the medians of the rows that were counted in place of theirs.
  func replaced(by figures: [Figures]) -> RecordedCounts {
    var new = self
    for row in figures where row.row.unit == .instructions {
      if let median = row.median { new.counts[row.row.name] = median }
    }
    return new
  }
}
