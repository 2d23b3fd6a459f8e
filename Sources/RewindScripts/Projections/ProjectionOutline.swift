package import Rewind

/// What a projection's script says of itself when it is taken in.
package struct ProjectionOutline: Sendable, Hashable {
  /// How it is written.
  package enum Form: String, Sendable {
    /// `from`, `key`, `initialState` and `evolve`.
    case evolve
    /// KurrentDB's chain.
    case chain
  }

  /// Which rows events go to.
  package enum Rows: String, Sendable {
    /// Each to that of its stream.
    case stream
    /// Each to those of which a function of the script takes the keys out of it.
    case key
    /// All to one, of the key ``ProjectionScript/wholeKey``.
    case all
  }

  /// What comes out of a row's state.
  package enum Results: String, Sendable {
    /// Nothing is said of it.
    case none
    /// The state itself, as it is.
    case state
    /// What transforms and filters make of it, which each row has beside its state.
    case transformed
  }

  package let form: Form
  package let rows: Rows
  /// The events that it is made from.
  package let source: ProjectionSource
  /// The types of events that it takes; nil for all.
  package let types: Set<String>?
  /// Whether all rows share the half of their states.
  package let hasSharedState: Bool
  package let results: Results
  /// The stream that KurrentDB would write results into; nil where the script names none.
  package let resultStream: String?
  /// The pattern of partitions' result streams, with `{0}` for the partition; nil where the script names none.
  package let resultPattern: String?
  /// The streams into which its code says that it writes: whole names, and beginnings of names with an asterisk.
  ///
  /// Names that are made at run time are not among them.
  package let writes: [String]
  /// The members that handlers read of data, where their code says so; nil where it may be any.
  package let reads: Set<String>?
  /// Whether its code names a function that writes.
  package let hasOutputs: Bool
  /// Whether events that are links, of type `$>`, are passed over.
  let skipsLinks: Bool
  /// Whether a handler waits for streams that are deleted.
  let hasDeletion: Bool

  init(_ head: JSONValue) {
    form = head["form"]?.string.flatMap(Form.init) ?? .evolve
    rows = head["rows"]?.string.flatMap(Rows.init) ?? .stream
    source = ProjectionSource(head["source"] ?? .null)
    types = head["types"]?.array.map { Set($0.compactMap(\.string)) }
    hasSharedState = head["isShared"] == .bool(true)
    results = head["results"]?.string.flatMap(Results.init) ?? .none
    resultStream = head["resultStream"]?.string
    resultPattern = head["resultPattern"]?.string
    writes = (head["writes"]?.array ?? []).compactMap(\.string)
    reads = head["reads"]?.array.map { Set($0.compactMap(\.string)) }
    hasOutputs = head["hasOutputs"] == .bool(true)
    skipsLinks = head["skipsLinks"] == .bool(true)
    hasDeletion = head["hasDeletion"] == .bool(true)
  }
}

/// The events that a projection is made from: those of any of its parts.
package struct ProjectionSource: Sendable, Hashable {
  /// Whether it is all events.
  package let isAll: Bool
  /// All streams of these categories.
  package let categories: [String]
  /// These streams.
  package let streams: [StreamName]
  /// All events of these types, whatever their stream, as KurrentDB's streams `$et-…` have them.
  package let typeStreams: [String]

  init(_ source: JSONValue) {
    func names(_ member: String) -> [String] { (source[member]?.array ?? []).compactMap(\.string) }
    isAll = source["isAll"] == .bool(true)
    categories = names("categories")
    streams = names("streams").map { StreamName($0) }
    typeStreams = names("typeStreams")
  }

  /// One of the things that it names.
  package enum Part: Sendable, Hashable {
    case category(String)
    case stream(StreamName)
    case type(String)
  }

  /// All that it names.
  package var parts: [Part] {
    categories.map(Part.category) + streams.map(Part.stream) + typeStreams.map(Part.type)
  }

  /// Whether it has the events of a stream, whatever their types.
  package func takes(_ stream: StreamName, ofCategory category: String) -> Bool {
    isAll || categories.contains(category) || streams.contains(stream)
  }
}
