/// The parts of an event that no index keeps: id, data and metadata, as ranges of one buffer, which
/// may be that of many events.
struct EventContent: Sendable {
  private static let noData = Array("null".utf8)

  private let bytes: [UInt8]
  private let idRange: ContentRange
  private let dataRange: ContentRange
  private let metadataRange: ContentRange

  /// The id's text, as it is in the log; nil where it has none.
  var id: String? { idRange.isThere ? String(decoding: bytes[idRange.range], as: UTF8.self) : nil }

  /// The facts; the text `null` where the log has none.
  var data: JSONText { JSONText(unchecked: bytes[dataRange.range]) }

  /// What is known beside the facts; nil where the log has none.
  var metadata: JSONText? {
    metadataRange.isThere ? JSONText(unchecked: bytes[metadataRange.range]) : nil
  }

  /// Puts parts together that are of different buffers.
  init(id: String?, data: JSONText?, metadata: JSONText?) {
    var bytes = Array((id ?? "").utf8)
    idRange = id == nil ? .none : ContentRange(0..<bytes.count)
    dataRange = ContentRange(appending: data?.bytes ?? Self.noData[...], to: &bytes)
    metadataRange = metadata.map { ContentRange(appending: $0.bytes, to: &bytes) } ?? .none
    self.bytes = bytes
  }

  /// The content of a line in Rewind's own order; nil where data or metadata are no valid JSON, or
  /// other keys follow.
  ///
  /// - Parameters:
  ///   - line: where in the bytes the line is, below 4 GiB.
  ///   - places: where in the line what its envelope does not hold begins.
  init?(canonical bytes: [UInt8], line: Range<Int>, _ places: CanonicalPlaces) {
    let content = bytes.withUnsafeBytes { bytes in
      CanonicalEnvelope.content(
        of: UnsafeRawBufferPointer(rebasing: bytes[line]), from: Int(places.dataStart))
    }
    guard let content else { return nil }
    self.bytes = bytes
    let start = line.lowerBound
    idRange = ContentRange(start + Int(places.idStart)..<start + Int(places.idEnd))
    dataRange = ContentRange(start + content.data.lowerBound..<start + content.data.upperBound)
    metadataRange =
      content.metadata.map { ContentRange(start + $0.lowerBound..<start + $0.upperBound) } ?? .none
  }

  /// The content of a line in Rewind's own order; nil where it is none.
  init?(canonical bytes: [UInt8], line: Range<Int>) {
    let places = bytes.withUnsafeBytes { bytes -> CanonicalPlaces? in
      let line = UnsafeRawBufferPointer(rebasing: bytes[line])
      return CanonicalEnvelope.read(line).flatMap { CanonicalPlaces(of: $0, in: line) }
    }
    guard let places else { return nil }
    self.init(canonical: bytes, line: line, places)
  }

  /// The content of any line, by way of a mapping, which checks it whole.
  init(_ line: ArraySlice<UInt8>, through mapped: inout MappedEnvelope) throws(LineFault) {
    let id = line.withUnsafeBytes { bytes in
      Result { () throws(LineFault) in
        try mapped.read(bytes).id.map { String(decoding: $0, as: UTF8.self) }
      }
    }
    self.init(
      id: try id.get(), data: mapped.content(.data, of: line),
      metadata: mapped.content(.metadata, of: line))
  }
}

/// A range of a buffer below 4 GiB, or none.
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
