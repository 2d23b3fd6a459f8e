/// How the events stand in a file, by what it begins with.
enum FileFormat: Hashable, Sendable {
  /// One event a line: read as it is.
  case lines
  /// JSON documents that are no lines; the keys lead to the array of the events in each, or, where these are grouped,
  /// to the object of which each member is such an array.
  case documents(each: [String], isGrouped: Bool = false)
  /// A table with a header.
  case table(separator: UInt8)

  /// So much of a file is enough to tell, save where its first line is longer.
  static let headSize = 256 << 10

  /// What makes lines of it; nil where it has them.
  var reader: (any ByteStage)? {
    switch self {
    case .lines: nil
    case .documents(let each, let isGrouped): DocumentReader(each: each, isGrouped: isGrouped)
    case .table(let separator): TableReader(separator: separator)
    }
  }

  /// Tells the format; nil where more must be seen.
  ///
  /// - Parameters:
  ///   - head: what the file begins with, unpacked and without a byte order mark.
  ///   - isWhole: whether that is all there is.
  ///   - mapping: how a person says that events are read; nil to tell them by what they have.
  init?(of head: ArraySlice<UInt8>, isWhole: Bool, mapping: EnvelopeMapping? = nil) {
    if let each = mapping?.each?.keys {
      self = .documents(each: each)
      return
    }
    let isEnough = isWhole || head.count >= Self.headSize
    let head = head.drop(while: \.isSpace).prefix(Self.headSize)
    switch head.first {
    case JSONSequence.separator: self = .documents(each: [])
    case UInt8(ascii: "["):
      // A line of text may begin with a time in brackets.
      let next = head.dropFirst().first { !$0.isSpace }
      guard next != nil || isEnough else { return nil }
      self = next.map("{[]".utf8.contains) == true ? .documents(each: []) : .lines
    case UInt8(ascii: "{"):
      self.init(ofObjects: head, isWhole: isWhole, isEnough: isEnough, mapping)
    default:
      let lines = HeadLines(head, isWhole: isWhole)
      guard isEnough || lines.count >= 20 else { return nil }
      let table = lines.objectShare == 0 ? HeadTable(head, isWhole: isWhole) : nil
      self = table.map { .table(separator: $0.separator) } ?? .lines
    }
  }

  private init?(
    ofObjects head: ArraySlice<UInt8>, isWhole: Bool, isEnough: Bool, _ mapping: EnvelopeMapping?
  ) {
    let lines = HeadLines(head, isWhole: isWhole)
    let documents = HeadDocuments(head)
    if let way = documents.wayInBundle {
      self = .documents(each: way)
      return
    }
    if lines.count > 1, lines.objectShare >= 0.5 {
      self = .lines
      return
    }
    if let way = documents.wayToGroups(under: mapping) {
      guard isEnough else { return nil }
      self = .documents(each: way, isGrouped: true)
      return
    }
    if let way = documents.wayToEvents(under: mapping) {
      // More may show another array, or a second line that it was the first event after all.
      guard isEnough else { return nil }
      let isLine = lines.count == 1 && !documents.isOne && !documents.sharesItsLine
      self = isLine ? .lines : .documents(each: way)
    } else if lines.objectShare > 0, !documents.sharesItsLine {
      self = .lines
    } else {
      guard isEnough else { return nil }
      let isOfDocuments = documents.isPlausible || documents.sharesItsLine
      self = isOfDocuments ? .documents(each: []) : .lines
    }
  }
}
