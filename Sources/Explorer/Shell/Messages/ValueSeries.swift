/// A number in the state of a stream, followed through its versions.
public struct ValueSeries: Hashable, Sendable {
  /// The value at the end of each of the asked number of equal parts of the versions, in order; nil
  /// where it is no number.
  public var values: [Double?]
  /// The least and the greatest value over all versions; nil where there is no number at all.
  public var range: ClosedRange<Double>?
  /// The version whose event the fold did not get past; nil where there is none.
  public var stop: Int?

  /// Makes a series.
  public init(values: [Double?], range: ClosedRange<Double>?, stop: Int? = nil) {
    self.values = values
    self.range = range
    self.stop = stop
  }
}
