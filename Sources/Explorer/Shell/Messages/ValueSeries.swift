/// A number or another value in the state of a stream, followed through its versions.
public struct ValueSeries: Hashable, Sendable {
  /// The value at the end of each of the asked number of equal parts of the versions, in order; nil
  /// where it is no number.
  public var values: [Double?]
  /// What the value is at the same places where it is a text or the like; empty where it never is, or where it is
  /// another again and again.
  public var texts: [String?]
  /// The least and the greatest value over all versions; nil where there is no number at all.
  public var range: ClosedRange<Double>?
  /// The version whose event the fold did not get past; nil where there is none.
  public var stop: Int?

  /// Makes a series.
  public init(
    values: [Double?], texts: [String?] = [], range: ClosedRange<Double>?, stop: Int? = nil
  ) {
    self.values = values
    self.texts = texts
    self.range = range
    self.stop = stop
  }

  /// Whether there is something to see: a value that is not always the same.
  var isTelling: Bool {
    if let range { return range.lowerBound < range.upperBound }
    return Set(texts.compactMap(\.self)).count > 1 || texts.contains(nil) && !texts.isEmpty
  }
}
