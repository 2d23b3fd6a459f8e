@testable import Rewind

/// Reads a text as a source of a mapping, and a line through what it says.
struct SourceCheck {
  private static let line = Array(
    #"{"a":{"b":"deep","c.d":1},"type":"T","aNumber":"N-1","n":null,"list":[{"x":1}],"t":2e9}"#.utf8
  )

  private let text: String

  init(_ input: UnsafeRawBufferPointer) {
    text = String(decoding: input, as: UTF8.self)
  }

  /// Whether the text is a source.
  func run() throws -> Bool {
    let source: EnvelopeSource
    do {
      source = try EnvelopeSource(parsing: text)
    } catch {
      if error.description.isEmpty { throw FuzzFailure("an error without words") }
      return false
    }
    guard try EnvelopeSource(parsing: source.description) == source else {
      throw FuzzFailure("it is written as another source: \(source)")
    }
    for role in EnvelopeMapping.Role.allCases {
      var mapping = EnvelopeMapping.rewind
      mapping.sources[role] = source
      var mapped = EnvelopeReader(CompiledMapping(mapping), fileName: "memory")
      _ = try? Self.line.withUnsafeBytes { try mapped.read($0) }
      for part in [EnvelopeMapping.Role.data, .metadata] {
        let content = mapped.content(part, of: Self.line[...])
        if let content, (try? JSONText(validating: content.bytes)) == nil {
          throw FuzzFailure("it gives \(part) that is no JSON: \(content)")
        }
      }
    }
    return true
  }
}
