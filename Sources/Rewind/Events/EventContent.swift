/// The parts of an event that no index keeps: id, data and metadata.
///
/// They are copied from the line into a small buffer, so that an event that is kept keeps no page of the
/// log alive, and threads that read the same stretch of it share no reference counts.
struct EventContent: Sendable {
  /// No id, no data, no metadata.
  static let empty = EventContent(bytes: [])
  /// The same, with room for the content of most events.
  static var roomy: EventContent { EventContent(bytes: [UInt8](repeating: 0, count: 1024)) }

  private static let noData = Array("null".utf8)
  /// Memory of more bytes is not used for another event.
  private static let reusedLimit = 1 << 16

  private var bytes: [UInt8]
  private var idRange: ContentRange
  private var dataRange: ContentRange
  private var metadataRange: ContentRange
  /// Whether the line says that what the stream is about is gone; never in lines of Rewind's own order.
  private(set) var isDeletion = false

  /// The id's text, as it is in the log; nil where it has none.
  var id: String? { idRange.isThere ? String(decoding: bytes[idRange.range], as: UTF8.self) : nil }

  /// How many bytes its parts have; it looks at none of them.
  var size: Int {
    (metadataRange.isThere ? metadataRange : dataRange).range.upperBound
  }

  /// Calls a body with the text of ``data`` where it lies.
  func withData(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[dataRange.range])) }
  }

  /// Calls a body with the texts of ``id`` and ``metadata`` where they lie; nil for what the log has none of.
  func withIDAndMetadata(
    _ body: (_ id: UnsafeBufferPointer<UInt8>?, _ metadata: UnsafeBufferPointer<UInt8>?) -> Void
  ) {
    bytes.withUnsafeBufferPointer { bytes in
      func part(_ range: ContentRange) -> UnsafeBufferPointer<UInt8>? {
        range.isThere ? UnsafeBufferPointer(rebasing: bytes[range.range]) : nil
      }
      body(part(idRange), part(metadataRange))
    }
  }

  /// The facts; the text `null` where the log has none.
  var data: JSONText { JSONText(unchecked: bytes[dataRange.range]) }

  /// What is known beside the facts; nil where the log has none.
  var metadata: JSONText? {
    metadataRange.isThere ? JSONText(unchecked: bytes[metadataRange.range]) : nil
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
    (idRange, dataRange, metadataRange) = (.none, ContentRange(0..<0), .none)
  }

  /// Makes a content of its parts.
  init(id: String?, data: JSONText?, metadata: JSONText?, isDeletion: Bool = false) {
    self.isDeletion = isDeletion
    var bytes = Array((id ?? "").utf8)
    idRange = id == nil ? .none : ContentRange(0..<bytes.count)
    dataRange = ContentRange(appending: data?.bytes ?? Self.noData[...], to: &bytes)
    metadataRange = metadata.map { ContentRange(appending: $0.bytes, to: &bytes) } ?? .none
    self.bytes = bytes
  }

  /// Replaces the content by that of a line in Rewind's own order, in the same memory where that is large
  /// enough.
  ///
  /// Returns false where data or metadata are no valid JSON, or other keys follow.
  ///
  /// - Parameter offsets: where id and data begin in the line.
  @inline(__always)
  mutating func replace(
    withCanonical line: UnsafeRawBufferPointer, _ offsets: EnvelopeOffsets
  ) -> Bool {
    guard let content = CanonicalEnvelope.content(of: line, from: Int(offsets.dataStart)) else {
      return false
    }
    // All of it lies together, with little besides.
    let start = Int(offsets.idStart)
    let parts = UnsafeRawBufferPointer(rebasing: line[start..<line.count - 1])
    if parts.count <= bytes.count, bytes.count <= Self.reusedLimit {
      bytes.withUnsafeMutableBytes { $0.copyMemory(from: parts) }
    } else {
      bytes = Array(parts)
    }
    idRange = ContentRange(0..<Int(offsets.idEnd) - start)
    dataRange = ContentRange(
      content.data.lowerBound - start..<content.data.upperBound - start)
    metadataRange =
      content.metadata.map { ContentRange($0.lowerBound - start..<$0.upperBound - start) } ?? .none
    return true
  }

  /// The content of a line in Rewind's own order; nil where data or metadata are no valid JSON, or other
  /// keys follow.
  init?(canonical line: UnsafeRawBufferPointer, _ offsets: EnvelopeOffsets) {
    self = .empty
    guard replace(withCanonical: line, offsets) else { return nil }
  }

  /// The content of any line, read through a mapping, which checks the whole line.
  ///
  /// - Parameter isExpected: whether the line's envelope is that of the line that is looked for.
  init(
    _ line: ArraySlice<UInt8>, through reader: inout EnvelopeReader,
    where isExpected: (Envelope) -> Bool = { _ in true }
  ) throws(LineError) {
    let id = line.withUnsafeBytes { bytes in
      Result { () throws(LineError) in
        let envelope = try reader.read(bytes)
        guard isExpected(envelope) else { throw LineError("not the line that was looked for") }
        return envelope.id.map { String(decoding: $0, as: UTF8.self) }
      }
    }
    self.init(
      id: try id.get(), data: reader.content(.data, of: line),
      metadata: reader.content(.metadata, of: line), isDeletion: reader.isDeletion(line))
  }
}

/// A range of an event's bytes, which are below 4 GiB, or none.
private struct ContentRange: BitwiseCopyable {
  static let none = ContentRange(start: .max, end: 0)

  private let start: UInt32
  private let end: UInt32

  private init(start: UInt32, end: UInt32) {
    self.start = start
    self.end = end
  }

  init(_ range: Range<Int>) {
    self.init(start: UInt32(range.lowerBound), end: UInt32(range.upperBound))
  }

  init(appending part: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
    let start = bytes.count
    bytes.append(contentsOf: part)
    self.init(start..<bytes.count)
  }

  var isThere: Bool { start <= end }
  var range: Range<Int> { Int(start)..<Int(end) }
}
