import Rewind

/// What has been read of the log: the latest answers, never more than a screen can use.
struct Content: Sendable {
  /// So many events of a stream are remembered by what they did.
  private static var effectLimit: Int { 4096 }

  /// How a category's states are folded.
  enum Fold: Hashable, Sendable {
    case aggregate(String)
    case lastValues
  }
  struct StateKey: Hashable, Sendable {
    var stream: StreamID
    var version: Int
  }
  struct SeriesKey: Hashable, Sendable {
    var stream: StreamID
    var path: JSONPath
    var last: Int
  }

  struct EffectsKey: Hashable, Sendable {
    var stream: StreamID
    /// Of the state; nil for what the events' own data tell.
    var path: JSONPath?
  }

  private(set) var events = RecentCache<Int, ReadEvent>(limit: 64)
  /// Those of the log's last events that were read ahead, by their number there.
  private(set) var tailEvents = RecentCache<Int, ReadEvent>(limit: 64)
  private(set) var states = Self.noStates
  private(set) var series = RecentCache<SeriesKey, ValueSeries>(limit: 16)
  /// What the events of streams did, by version.
  private(set) var effects = Self.noEffects
  /// What events say, each on one line, by position.
  private(set) var dataLines: [Int: String] = [:]
  private(set) var folds = RecentCache<StreamID, Fold>(limit: 64)
  /// What tells the code of the states of a stream from other.
  private(set) var codes = RecentCache<StreamID, String>(limit: 64)
  /// The events that could not be applied, of the latest state of a stream that was read.
  private(set) var unapplied = RecentCache<StreamID, Unapplied>(limit: 16)

  /// The versions whose events the folds of streams did not get past.
  private(set) var stops = RecentCache<StreamID, Int>(limit: 16)

  /// Versions of a stream whose events could not be applied.
  struct Unapplied: Sendable {
    /// The version up to which all of them are known.
    var through: Int
    var versions: Set<Int>
  }

  /// Takes events that were read.
  ///
  /// - Parameter isOfTail: whether they are among those read ahead of the rest.
  mutating func add(
    _ events: [StoredEvent], _ upcasts: [Int: Result<Upcast, UpcastError>],
    _ logged: [Int: LoggedRoles], isOfTail: Bool = false
  ) {
    for event in events {
      let read = ReadEvent(
        stored: event, upcast: upcasts[event.position],
        logged: logged[event.position] ?? LoggedRoles(), isOfTail: isOfTail)
      if isOfTail { tailEvents[event.position] = read } else { self.events[event.position] = read }
    }
  }

  private static var noEffects: RecentCache<EffectsKey, [Int: EventEffect]> {
    RecentCache(limit: 8)
  }

  private static var noStates: RecentCache<StateKey, StateAtVersion> {
    RecentCache(limit: 32, bytes: 64 << 20, size: \.size)
  }

  mutating func add(
    _ states: [StateAtVersion], of stream: StreamID, fold: String?, code: String, stop: Int?
  ) {
    folds[stream] = fold.map { .aggregate($0) } ?? .lastValues
    codes[stream] = code
    if let stop { stops[stream] = stop }
    for state in states { self.states[StateKey(stream: stream, version: state.version)] = state }
    guard let latest = states.max(by: { $0.version < $1.version }) else { return }
    addUnapplied(of: latest, stream)
  }

  /// Takes where the fold of a stream stopped: at the event of a state.
  mutating func add(stop state: StateAtVersion, of stream: StreamID) {
    stops[stream] = state.version
    addUnapplied(of: state, stream)
  }

  private mutating func addUnapplied(of state: StateAtVersion, _ stream: StreamID) {
    guard state.version > unapplied[stream]?.through ?? 0 else { return }
    unapplied[stream] = Unapplied(through: state.version, versions: Set(state.without))
  }

  /// Lets go of what was folded, and of what events of old schemas were lifted to; how a state on screen was
  /// made is known until another takes its place.
  mutating func forgetFolded() {
    events = RecentCache(limit: 64)
    tailEvents = RecentCache(limit: 64)
    states = Self.noStates
    series = RecentCache(limit: 16)
    effects = Self.noEffects
    dataLines = [:]
    unapplied = RecentCache(limit: 16)
    stops = RecentCache(limit: 16)
  }

  /// Takes what events say, beside what is known; all that is known gives way once it is much.
  mutating func add(_ lines: [Int: String]) {
    dataLines = dataLines.count > Self.effectLimit ? lines : dataLines.merging(lines) { $1 }
  }

  /// Takes what events of a stream did, beside what is known; all that is known gives way once it is much.
  mutating func add(_ effects: [Int: EventEffect], for key: EffectsKey) {
    let known = self.effects[key] ?? [:]
    self.effects[key] =
      known.count > Self.effectLimit ? effects : known.merging(effects) { $1 }
  }

  mutating func add(_ values: ValueSeries, for key: SeriesKey) {
    series[key] = values
    if let stop = values.stop { stops[key.stream] = stop }
  }
}
