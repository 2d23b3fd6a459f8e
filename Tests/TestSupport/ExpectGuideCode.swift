public import Testing

import Foundation

/// Expects that a test's file, or another one, holds each piece of Swift that a text has, word for word.
///
/// Indents and remarks do not count, nor does `private`, which a test's own types need.
///
/// - Parameters:
///   - text: the text's path in the package.
///   - count: how many pieces it has.
///   - others: the paths of other files in the package that are compiled.
///   - file: the test's own.
public func expectGuideCode(
  of text: String, pieces count: Int, besides others: [String] = [],
  in file: String = #filePath, at location: SourceLocation = #_sourceLocation
) throws {
  let pieces = try packageText(text).components(separatedBy: "```swift\n").dropFirst()
    .map { codeLines($0.components(separatedBy: "```")[0]) }
  let files =
    [codeLines(try String(contentsOfFile: file, encoding: .utf8))]
    + (try others.map { codeLines(try packageText($0)) })
  #expect(pieces.count == count, sourceLocation: location)
  for piece in pieces {
    let isCompiled = files.contains { lines in
      lines.indices.contains { lines[$0...].starts(with: piece) }
    }
    #expect(isCompiled, "not compiled: \(piece[0]) …", sourceLocation: location)
  }
}

/// A text file of the package.
public func packageText(_ path: String) throws -> String {
  let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  return try String(contentsOf: package.appending(path: path), encoding: .utf8)
}

private func codeLines(_ text: String) -> [String] {
  text.split(separator: "\n").map { line in
    let code = line.components(separatedBy: "  //")[0]
    return code.trimmingCharacters(in: .whitespaces).replacing("private ", with: "")
  }
}
