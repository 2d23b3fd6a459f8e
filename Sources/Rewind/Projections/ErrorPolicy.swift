/// What a projection does where it cannot take an event in.
public enum ErrorPolicy: String, Hashable, Sendable, CaseIterable {
  /// It stops before the event, and says why.
  case stop
  /// It keeps the event, and the later ones of its partition, as dead letters, and goes on.
  case park
}
