import Testing

@testable import Rewind

@Suite("An ordered scan on several threads")
struct OrderedScanTests {
  /// Remembers what it was given, up to so many chunks.
  private struct Collector: ChunkConsumer, LineConsumer {
    var limit = Int.max
    var chunks = 0
    var streams: [String] = []
    var lines: [String] = []
    private var assembler = LineAssembler()

    init(limit: Int = .max) {
      self.limit = limit
    }

    mutating func take(_ chunk: ScannedChunk, from worker: ScanWorker) -> Bool {
      chunks += 1
      var assembler = assembler
      assembler.add(chunk, from: worker, to: &self)
      self.assembler = assembler
      return chunks < limit
    }

    mutating func number(of stream: ScannedChunk.NewStream) -> UInt32 {
      let name = String(decoding: stream.name, as: UTF8.self)
      if let known = streams.firstIndex(of: name) { return UInt32(known) }
      streams.append(name)
      return UInt32(streams.count - 1)
    }

    mutating func number(ofType name: [UInt8]) -> UInt32 { 7 }

    mutating func append(_ line: ScannedLine) {
      lines.append("\(line.position) \(streams[Int(line.stream)]) \(line.type)")
    }

    mutating func append(_ line: ScannedLine, damage: Damage.Kind) {
      lines.append("\(damage)")
    }
  }

  /// Files that cannot be read beyond an offset.
  private struct FailingFiles: LogFiles {
    let files: MemoryFiles
    let limit: Int
    let folders: [String] = []

    func list() throws(LogFileError) -> [LogFile] { try files.list() }

    func read(
      _ name: String, at offset: Int, into buffer: UnsafeMutableRawBufferPointer
    ) throws(LogFileError) -> Int {
      guard offset + buffer.count <= limit else {
        throw LogFileError(path: name, operation: "read", code: 5)
      }
      return try files.read(name, at: offset, into: buffer)
    }
  }

  /// 9,000 lines of 7 streams over some 9 chunks.
  private static let text = (1...9_000).map { position in
    #"{"position":\#(position),"stream_id":"s-\#(position % 7)","version":1,"type":"T","#
      + #""id":"\#(position)","timestamp":"2025-01-01T00:00:44.236316Z","data":"#
      + "\"\(String(repeating: "x", count: 900))\"}\n"
  }.joined()

  private static let expected = (1...9_000).map { "\($0) s-\($0 % 7) 7" }

  private static func scan(
    _ files: any LogFiles, to consumer: Collector
  ) throws -> OrderedScan<Collector> {
    let file = try #require(try files.list().first)
    let workers = (0..<3).map { _ in ScanWorker(files, CompiledMapping(.rewind), keepsBytes: false)
    }
    return OrderedScan(file, 0..<file.size, workers: workers, to: consumer)
  }

  @Test("hands all lines on in order, whichever worker met a name first")
  func all() throws {
    let scan = try Self.scan(MemoryFiles(Array(Self.text.utf8)), to: Collector())
    let collector = scan.run()
    #expect(scan.failure == nil)
    #expect(collector.chunks > 7)
    #expect(collector.lines == Self.expected)
    #expect(collector.streams.count == 7)
  }

  @Test("goes on where others have worked on it before")
  func workedOnBefore() throws {
    let scan = try Self.scan(MemoryFiles(Array(Self.text.utf8)), to: Collector())
    scan.work(as: 1)
    let collector = scan.run()
    #expect(collector.lines == Self.expected)
  }

  @Test("ends where the consumer wants no more")
  func stopped() throws {
    let scan = try Self.scan(MemoryFiles(Array(Self.text.utf8)), to: Collector(limit: 3))
    let collector = scan.run()
    #expect(collector.chunks == 3)
    #expect(collector.lines == Array(Self.expected.prefix(collector.lines.count)))
    #expect(scan.failure == nil)
  }

  @Test("hands on nothing behind a place that cannot be read, and says why")
  func failing() throws {
    let files = FailingFiles(files: MemoryFiles(Array(Self.text.utf8)), limit: 5 << 20)
    let scan = try Self.scan(files, to: Collector())
    let collector = scan.run()
    #expect(scan.failure?.operation == "read")
    #expect(collector.chunks < 6)
    #expect(collector.lines == Array(Self.expected.prefix(collector.lines.count)))
  }
}
