/// Makes events of the lines at positions: reads what lies together in one go, then cuts.
struct RecordReader: ~Copyable {
  /// Lines with no more than this between them are read together.
  private static let gapLimit = 16 << 10
  private static let pageLimit = 96 << 10
  private static let noData: JSONText = "null"

  private let files: any LogFiles
  private let fileNames: [String]
  private let index: LogIndex
  private let mapping: CompiledMapping
  private var mapped: MappedEnvelope
  private var mappedFile = -1
  private var streamNames: [StreamID: StreamName] = [:]
  private var typeNames: [TypeID: String] = [:]
  private var streamPositions: [StreamID: StreamPositions] = [:]

  init(files: any LogFiles, fileNames: [String], index: LogIndex, mapping: CompiledMapping) {
    self.files = files
    self.fileNames = fileNames
    self.index = index
    self.mapping = mapping
    mapped = MappedEnvelope(mapping, fileName: "")
  }

  mutating func read(_ positions: [Int]) throws -> [StoredEvent] {
    var events: [StoredEvent] = []
    events.reserveCapacity(positions.count)
    var next = 0
    while next < positions.count {
      let page = page(of: positions, from: next)
      let bytes = try files.bytes(fileNames[page.file], page.range)
      for position in positions[next..<page.end] {
        events.append(try event(at: position, in: bytes, from: page.range.lowerBound))
      }
      next = page.end
    }
    return events
  }

  private struct Page {
    var file: Int
    var range: Range<Int>
    /// Behind the last of the positions that the page serves.
    var end: Int
  }

  private func page(of positions: [Int], from first: Int) -> Page {
    let location = index.lines.location(positions[first] - 1)
    var page = Page(
      file: location.file, range: location.offset..<location.offset + location.kept, end: first + 1)
    while page.end < positions.count {
      let next = index.lines.location(positions[page.end] - 1)
      let reach = next.offset + next.kept
      guard next.file == page.file, next.offset >= page.range.upperBound,
        next.offset - page.range.upperBound <= Self.gapLimit,
        reach - page.range.lowerBound <= Self.pageLimit
      else { break }
      page.range = page.range.lowerBound..<reach
      page.end += 1
    }
    return page
  }

  private mutating func event(
    at position: Int, in bytes: [UInt8], from base: Int
  ) throws -> StoredEvent {
    let location = index.lines.location(position - 1)
    let start = location.offset - base
    guard start + location.kept <= bytes.count else {
      throw LogChangedError(file: fileNames[location.file])
    }
    let line = bytes[start..<start + location.kept]
    if index[position].isDamaged {
      return damaged(line, at: position, location, reason: reason(line, at: position, location))
    }
    do {
      return .event(try record(line, at: position, file: location.file))
    } catch {
      return damaged(line, at: position, location, reason: error.reason)
    }
  }
}

// MARK: - Events

extension RecordReader {
  private mutating func record(
    _ line: ArraySlice<UInt8>, at position: Int, file: Int
  ) throws(LineFault) -> EventRecord {
    let parts = try parts(of: line, file: file)
    let entry = index[position]
    guard let stream = entry.stream, let type = entry.type else { throw LineFault("no event") }
    return EventRecord(
      stream: name(of: stream), version: version(of: position, in: stream), position: position,
      loggedVersion: index.lines.versions.number(at: position - 1),
      loggedPosition: index.lines.positions.number(at: position - 1), type: name(of: type),
      timestamp: entry.timestamp, id: parts.id, data: parts.data ?? Self.noData,
      metadata: parts.metadata)
  }

  private struct Parts {
    var id: String?
    var data: JSONText?
    var metadata: JSONText?
  }

  private mutating func parts(
    of line: ArraySlice<UInt8>, file: Int
  ) throws(LineFault) -> Parts {
    if let parts = canonicalParts(of: line) { return parts }
    useMapping(for: file)
    var id: String?
    var fault: LineFault?
    line.withUnsafeBytes { bytes in
      do throws(LineFault) {
        id = try mapped.read(bytes).id.map { String(decoding: $0, as: UTF8.self) }
      } catch {
        fault = error
      }
    }
    if let fault { throw fault }
    return Parts(
      id: id, data: mapped.content(.data, of: line), metadata: mapped.content(.metadata, of: line))
  }

  /// The parts of a valid line in Rewind's own order; nil for any other.
  private func canonicalParts(of line: ArraySlice<UInt8>) -> Parts? {
    guard mapping.isRewind else { return nil }
    return line.withUnsafeBytes { bytes in
      guard let envelope = CanonicalEnvelope.read(bytes), let start = envelope.dataStart,
        (try? JSONScanner.validate(bytes)) != nil,
        let content = CanonicalEnvelope.content(of: bytes, from: start)
      else { return nil }
      let base = line.startIndex
      func text(_ range: Range<Int>) -> JSONText {
        JSONText(unchecked: line[base + range.lowerBound..<base + range.upperBound])
      }
      return Parts(
        id: envelope.id.map { String(decoding: $0, as: UTF8.self) }, data: text(content.data),
        metadata: content.metadata.map(text))
    }
  }

  private mutating func useMapping(for file: Int) {
    guard mappedFile != file else { return }
    let name = LogFile(
      name: fileNames[file], size: 0, identity: FileIdentity(device: 0, inode: 0)
    ).stem
    mapped = MappedEnvelope(mapping, fileName: name)
    mappedFile = file
  }

  private mutating func name(of stream: StreamID) -> StreamName {
    if let name = streamNames[stream] { return name }
    let name = index.streams.name(stream)
    streamNames[stream] = name
    return name
  }

  private mutating func version(of position: Int, in stream: StreamID) -> Int {
    if let positions = streamPositions[stream] { return positions.countUpTo(position) }
    let positions = index.positions(of: stream)
    streamPositions[stream] = positions
    return positions.countUpTo(position)
  }

  private mutating func name(of type: TypeID) -> String {
    if let name = typeNames[type] { return name }
    let name = index.typeName(type)
    typeNames[type] = name
    return name
  }
}

// MARK: - Damage

extension RecordReader {
  private func damaged(
    _ line: ArraySlice<UInt8>, at position: Int, _ location: LineLocation, reason: String
  ) -> StoredEvent {
    .damaged(
      DamagedLine(
        position: position, file: fileNames[location.file], byteOffset: location.offset,
        length: location.length, reason: reason, bytes: Array(line.prefix(DamagedLine.byteLimit))))
  }

  private mutating func reason(
    _ line: ArraySlice<UInt8>, at position: Int, _ location: LineLocation
  ) -> String {
    if index.damage.contains(Damage(position: position, kind: .incompleteCommit)) {
      return "part of an append that was never finished"
    }
    if location.length > ChunkScanner.lineLimit {
      return "longer than \(ChunkScanner.lineLimit >> 20) MiB"
    }
    do {
      _ = try parts(of: line, file: location.file)
      return "not the event that the log's order calls for"
    } catch {
      return error.reason
    }
  }
}

extension LineLocation {
  /// How many bytes of the line are read: all, or the beginning of one that is too long.
  fileprivate var kept: Int {
    length > ChunkScanner.lineLimit ? DamagedLine.byteLimit : length
  }
}
