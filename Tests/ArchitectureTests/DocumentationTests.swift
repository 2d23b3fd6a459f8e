import Testing

@Suite("The documentation of the library")
struct DocumentationTests {
  @Test("every public type of the core stands in the topics once, and nothing else does")
  func topics() throws {
    let types = try SourceFile.all(below: "Sources/Rewind").flatMap(Self.publicTypes)
    let topics = try Self.topics(of: "Rewind.md")
    #expect(Set(types).subtracting(topics) == [])
    #expect(Set(topics).subtracting(types) == [])
    #expect(topics.count == Set(topics).count)
  }

  @Test(
    "a public type is seen whatever its kind, and no other declaration is",
    arguments: [
      ("public struct Moment: Hashable {", "Moment"),
      ("public final class EventLog: EventSource {", "EventLog"),
      ("public enum StateDiff {", "StateDiff"),
      ("public protocol Fold: Sendable {", "Fold"),
      ("package struct FollowedSource {", nil),
      ("  public struct Iterator {", nil),
      ("public func run() {", nil),
    ] as [(String, String?)])
  func parsing(line: String, type: String?) {
    #expect(Self.publicTypes(SourceFile(path: "", text: line)) == [type].compactMap { $0 })
  }

  @Test("the pages of scripts have a row for each code of a warning, and no other")
  func codes() throws {
    let sources = try SourceFile.all(below: "Sources/RewindScripts", endings: ["js", "swift"])
    let told = sources.flatMap {
      $0.text.matches(of: /(?:warn\('|warning\(\s*")(\w+)['"]/).map { String($0.1) }
    }
    let listed =
      try listedCodes(of: "FoldScripts.md") + listedCodes(of: "ProjectionScripts.md")
    #expect(Set(told) == Set(listed))
    #expect(listed.count == Set(listed).count)
  }

  /// The codes that a page has in its table of warnings.
  private func listedCodes(of name: String) throws -> [String] {
    let pages = try SourceFile.all(below: "Sources/Rewind/Rewind.docc", endings: ["md"])
    let page = try #require(pages.first { $0.path.hasSuffix("/" + name) })
    let rows = page.text.split(separator: "| code |").last?
      .prefixMatch(of: /[^\n]*\n[^\n]*\n((?:\|[^\n]*\n)+)/).map { String($0.1) }
    return try #require(rows).matches(of: /(?m)^\| `(\w+)` \|/).map { String($0.1) }
  }

  /// The names of the types that a file declares for everyone, without those inside another type.
  private static func publicTypes(_ file: SourceFile) -> [String] {
    // The regular expression is slow: most lines need none.
    file.codeLines.filter { $0.hasPrefix("public ") }.compactMap { line in
      line.prefixMatch(of: /public (final )?(struct|class|enum|protocol|actor) (\w+)/)
        .map { String($0.3) }
    }
  }

  /// The symbols that a page of the core's documentation lists as topics.
  private static func topics(of page: String) throws -> [String] {
    let pages = try SourceFile.all(below: "Sources/Rewind/Rewind.docc", endings: ["md"])
    let page = try #require(pages.first { $0.path.hasSuffix("/" + page) })
    return page.codeLines.filter { $0.hasPrefix("- ``") }.compactMap { line in
      line.wholeMatch(of: /- ``(\w+)``/).map { String($0.1) }
    }
  }
}
