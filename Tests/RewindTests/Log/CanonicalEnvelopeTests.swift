import Testing

@testable import Rewind

@Suite("The envelope of a line in Rewind's own order")
struct CanonicalEnvelopeTests {
  static let line =
    #"{"position":1234567,"stream_id":"account-000123","version":42,"batch":[2,30],"#
    + #""type":"MoneyDeposited","id":"01941f2a-28cc-7c0e-b450-0f2734efdf9b","#
    + #""timestamp":"2025-02-28T23:59:44.236316Z","data":{"a":1},"metadata":{"b":2}}"#

  /// Looks at a line in memory that ends where it does, so that the address sanitizer sees a look
  /// behind it.
  private func read<Result>(
    _ bytes: some Collection<UInt8>,
    _ body: (CanonicalEnvelope?, UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    let line = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
    defer { line.deallocate() }
    line.copyBytes(from: bytes)
    return try body(CanonicalEnvelope(UnsafeRawBufferPointer(line)), UnsafeRawBufferPointer(line))
  }

  @Test("is read with all its parts")
  func whole() throws {
    try read(Self.line.utf8) { envelope, line in
      try expectWhole(#require(envelope), line)
    }
  }

  private func expectWhole(_ envelope: CanonicalEnvelope, _ line: UnsafeRawBufferPointer) {
    #expect(envelope.position == 1_234_567)
    #expect(String(decoding: envelope.stream, as: UTF8.self) == "account-000123")
    #expect(envelope.version == 42)
    #expect(envelope.batch == BatchPart(index: 2, count: 30))
    #expect(String(decoding: envelope.type, as: UTF8.self) == "MoneyDeposited")
    #expect(envelope.time == Timestamp(parsing: "2025-02-28T23:59:44.236316Z"))
    let places = envelope.offsets
    let id = line[Int(places.idStart)..<Int(places.idEnd)]
    #expect(String(decoding: id, as: UTF8.self) == "01941f2a-28cc-7c0e-b450-0f2734efdf9b")
    #expect(line[Int(places.dataStart)...].starts(with: Array(#"{"a":1}"#.utf8)))
  }

  @Test(
    "has numbers of up to 18 digits",
    arguments: ["0", "7", "10", "1234567", "12345678", "123456789", "999999999999999999"])
  func numbers(text: String) {
    let line = Self.line.replacing("1234567", with: text).replacing(":42,", with: ":\(text),")
    read(line.utf8) { envelope, _ in
      #expect(envelope?.position == Int(text))
      #expect(envelope?.version == Int(text))
    }
  }

  @Test(
    "has no numbers of another form",
    arguments: [
      "", "-1", "01", "00", "01234567890", "1234567890123456789", "1.5", "1e3", " 1", "a",
    ])
  func otherNumbers(text: String) {
    for line in [
      Self.line.replacing("1234567", with: text), Self.line.replacing(":42,", with: ":\(text),"),
    ] {
      read(line.utf8) { envelope, _ in #expect(envelope?.position == nil) }
    }
  }

  @Test(
    "has names of any length, of plain ASCII alone",
    arguments: [0, 1, 7, 8, 9, 15, 16, 17, 40, 300])
  func names(length: Int) throws {
    let name = String(repeating: "x", count: length)
    for key in ["account-000123", "MoneyDeposited", "01941f2a-28cc-7c0e-b450-0f2734efdf9b"] {
      try read(Self.line.replacing(key, with: name).utf8) { envelope, line in
        let envelope = try #require(envelope)
        if key == "account-000123" { #expect(envelope.stream.count == length) }
        if key == "MoneyDeposited" { #expect(envelope.type.count == length) }
        #expect(line[Int(envelope.offsets.dataStart)] == UInt8(ascii: "{"))
      }
      for other in [#"\n"#, "\u{1F}", "\u{7}", "é", "\u{0}"] {
        let line = Self.line.replacing(key, with: name + other)
        read(line.utf8) { envelope, _ in #expect(envelope?.position == nil) }
      }
    }
  }

  @Test("is not found in the beginning of a line, and nothing is read behind it")
  func beginnings() {
    let whole = Array(Self.line.utf8)
    let dataStart = Self.line.utf8.count - #"{"a":1},"metadata":{"b":2}}"#.utf8.count
    for length in whole.indices {
      read(whole.prefix(length) + [UInt8(ascii: "}")]) { envelope, _ in
        #expect((envelope != nil) == (length > dataStart))
      }
    }
  }

  @Test("is the one that the mapping reads, wherever a byte of the line is changed")
  func mutations() {
    var mapped = EnvelopeReader(CompiledMapping(.rewind), fileName: "")
    var readByBoth = 0
    for place in 0..<Self.line.utf8.count {
      for byte in Array(#"0 "\{}[],:aZ.-"#.utf8) + [0, 0x1F, 0x7F, 0x80] {
        var bytes = Array(Self.line.utf8)
        bytes[place] = byte
        read(bytes) { envelope, line in
          guard let envelope, let other = try? mapped.read(line) else { return }
          readByBoth += 1
          #expect(envelope.stream.elementsEqual(other.stream))
          #expect(envelope.type.elementsEqual(other.type))
          #expect(envelope.position == other.position)
          #expect(envelope.version == other.version)
          #expect(envelope.batch == other.batch)
          #expect(envelope.time.microseconds == other.time)
        }
      }
    }
    #expect(readByBoth > 500)
  }
}
