import Testing

@testable import Rewind

@Suite("Memory for stretches of a file")
struct LineBufferTests {
  @Test("is given away with what was read, and a long stretch does not make the next ones long")
  func taken() throws {
    let bytes = (0..<9 << 20).map { UInt8(truncatingIfNeeded: $0) }
    let files = MemoryFiles(bytes)
    let name = try #require(try files.list().first?.name)
    var buffer = LineBuffer()
    try buffer.fill(from: files, name, 0..<bytes.count)
    let long = buffer.take()
    try buffer.fill(from: files, name, 5..<9)
    let short = buffer.take()
    #expect(long.bytes.elementsEqual(bytes))
    #expect(Array(short.bytes) == [5, 6, 7, 8])
    #expect(long.capacity >= bytes.count)
    #expect(short.capacity <= 4 << 20)
  }
}
