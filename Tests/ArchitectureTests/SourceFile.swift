import Foundation

/// One Swift file of a target, as far as these tests look into it.
struct SourceFile {
  /// The path below the package, for messages.
  let path: String
  let text: String

  /// The modules that the file imports, whatever the access modifier, attribute or kind.
  var imports: [String] {
    text.split(separator: "\n").compactMap { Self.importedModule(in: String($0)) }
  }

  /// The lines without those that are comments as a whole.
  var codeLines: [String] {
    text.split(separator: "\n").map(String.init).filter { line in
      !line.trimmingPrefix(while: \.isWhitespace).starts(with: "//")
    }
  }

  /// The module that a line imports: `@testable public import struct Rewind.StreamName` is `Rewind`.
  static func importedModule(in line: String) -> String? {
    var words: [Substring] = line.split(whereSeparator: \.isWhitespace)
    let modifiers: Set<Substring> = ["public", "package", "internal", "fileprivate", "private"]
    while let word = words.first, word.hasPrefix("@") || modifiers.contains(word) {
      words.removeFirst()
    }
    guard words.first == "import" else { return nil }
    words.removeFirst()
    let kinds: Set<Substring> = [
      "struct", "class", "enum", "protocol", "func", "var", "let", "typealias",
    ]
    if let word = words.first, kinds.contains(word) { words.removeFirst() }
    return words.first.map { word in String(word.prefix { $0 != "." }) }
  }

  /// The folder that holds `Package.swift`.
  static let package = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The names of the folders directly below one of the package's folders.
  static func folders(below folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(
      at: package.appending(path: folder), includingPropertiesForKeys: [.isDirectoryKey]
    )
    .filter { try $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true }
    .map(\.lastPathComponent)
  }

  /// The files with one of the endings below a folder, however deep.
  static func all(below folder: String, endings: Set<String> = ["swift"]) throws -> [SourceFile] {
    let root = package.appending(path: folder)
    let paths = try FileManager.default.subpathsOfDirectory(atPath: root.path)
    return try paths.filter { endings.contains(($0 as NSString).pathExtension) }.map {
      SourceFile(
        path: folder + "/" + $0,
        text: try String(contentsOf: root.appending(path: $0), encoding: .utf8))
    }
  }
}
