/// How a manifest is written: `IndexFormat.md` shows it.
extension IndexManifest {
  private static let magic = "REWINDIX"
  /// Raised where the files, or what an index of the same log says, become other ones.
  static let version: UInt32 = 3

  /// The bytes of the manifest's file.
  var encoded: [UInt8] {
    var body = IndexByteWriter()
    body.add(generation)
    body.add(lineCount)
    body.add(streamCount)
    log.write(to: &body)
    facts.write(to: &body)
    body.add(each: growing.sorted { $0.key.rawValue < $1.key.rawValue }) { body, file in
      body.add(file.key.rawValue)
      file.value.write(to: &body)
    }
    body.add(each: runs) { body, run in
      for number in [
        run.extent.lines.lowerBound, run.extent.lines.upperBound,
        run.extent.newStreams.lowerBound, run.extent.newStreams.upperBound,
        run.extent.streamCount, run.extent.eventCount,
      ] {
        body.add(number)
      }
      run.sums.write(to: &body)
    }
    body.add(each: links) { body, run in
      for number in [
        run.extent.lines.lowerBound, run.extent.lines.upperBound, run.extent.entryCount,
      ] {
        body.add(number)
      }
      run.sums.write(to: &body)
    }
    return body.file(Self.magic, version: Self.version)
  }

  /// - Throws: where the bytes are not all of a manifest of this version, or parts of it do not fit together.
  init(_ bytes: [UInt8]) throws(DamagedIndexError) {
    var reader = try IndexByteReader(bytes, Self.magic, version: Self.version)
    generation = try reader.number()
    (lineCount, streamCount) = (try reader.count(), try reader.count())
    log = try IndexedLog(&reader)
    facts = try IndexFacts(&reader)
    growing = [:]
    for (kind, sums) in try reader.list({ reader throws(DamagedIndexError) in
      (GrowingKind(rawValue: try reader.number()), try FileSums(&reader))
    }) {
      guard let kind else { throw DamagedIndexError() }
      growing[kind] = sums
    }
    runs = try reader.list { reader throws(DamagedIndexError) in
      let extent = StreamRun.Extent(
        lines: try reader.range(), newStreams: try reader.range(),
        streamCount: try reader.count(), eventCount: try reader.count())
      return Run(extent: extent, sums: try FileSums(&reader))
    }
    links = try reader.list { reader throws(DamagedIndexError) in
      let extent = LinkRun.Extent(lines: try reader.range(), entryCount: try reader.count())
      return Links(extent: extent, sums: try FileSums(&reader))
    }
    guard reader.isAtEnd, isConsistent else { throw DamagedIndexError() }
  }
}

extension FileSums {
  fileprivate func write(to writer: inout IndexByteWriter) {
    writer.add(byteCount)
    writer.add(numbers: sums)
  }

  fileprivate init(_ reader: inout IndexByteReader) throws(DamagedIndexError) {
    byteCount = try reader.count()
    sums = try reader.numbers()
  }
}

extension IndexedLog {
  func write(to writer: inout IndexByteWriter) {
    writer.add(Array(reading.utf8))
    writer.add(isByTime)
    writer.add(each: files) { writer, file in
      writer.add(Array(file.file.name.utf8))
      writer.add(file.file.size)
      writer.add(file.file.identity.device)
      writer.add(file.file.identity.inode)
      writer.add(file.file.modified)
      writer.add(file.end)
      writer.add(file.headDigest)
      writer.add(file.tailDigest)
    }
  }

  init(_ reader: inout IndexByteReader) throws(DamagedIndexError) {
    reading = String(decoding: try reader.text(), as: UTF8.self)
    isByTime = try reader.flag()
    files = try reader.list { reader throws(DamagedIndexError) in
      let name = String(decoding: try reader.text(), as: UTF8.self)
      let size = try reader.count()
      let identity = FileIdentity(device: try reader.number(), inode: try reader.number())
      let modified = try reader.optional()
      return IndexedFile(
        file: LogFile(name: name, size: size, identity: identity, modified: modified),
        end: try reader.count(), headDigest: try reader.number(), tailDigest: try reader.number())
    }
  }
}

extension IndexFacts {
  fileprivate func write(to writer: inout IndexByteWriter) {
    writer.add(each: categories) { writer, category in
      writer.add(category.name)
      writer.add(category.streamCount)
      writer.add(category.eventCount)
    }
    writer.add(each: types) { writer, type in
      writer.add(type.name)
      writer.add(type.eventCount)
    }
    writer.add(each: fileRuns) { writer, run in
      writer.add(run.line)
      writer.add(run.file)
      writer.add(run.offset)
    }
    writer.add(each: damage) { writer, damage in
      writer.add(damage.position)
      writer.add(damage.kind == .incompleteCommit)
    }
    writer.add(each: movedAside) { $0.add($1) }
    writer.add(highestPosition)
    writer.add(disorder)
    writer.add(positionsFall)
    writer.add(eventsOutOfOrder)
    writer.add(unreadCount)
    writer.add(lastTime)
    writer.add(timesFall)
  }

  fileprivate init(_ reader: inout IndexByteReader) throws(DamagedIndexError) {
    categories = try reader.list { reader throws(DamagedIndexError) in
      Category(
        name: try reader.text(), streamCount: try reader.count(), eventCount: try reader.count())
    }
    types = try reader.list { reader throws(DamagedIndexError) in
      EventType(name: try reader.text(), eventCount: try reader.count())
    }
    fileRuns = try reader.list { reader throws(DamagedIndexError) in
      FileRuns.Start(
        line: try reader.count(), file: try reader.count(), offset: try reader.count())
    }
    damage = try reader.list { reader throws(DamagedIndexError) in
      Damage(
        position: try reader.count(), kind: try reader.flag() ? .incompleteCommit : .line)
    }
    movedAside = try reader.list { reader throws(DamagedIndexError) in try reader.count() }
    highestPosition = try reader.number()
    disorder = try reader.optional()
    positionsFall = try reader.flag()
    (eventsOutOfOrder, unreadCount) = (try reader.count(), try reader.count())
    lastTime = try reader.number()
    timesFall = try reader.flag()
  }
}
