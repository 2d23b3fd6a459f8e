extension Timestamp {
  /// Reads an RFC 3339 time of any offset.
  ///
  /// `T` may be a space, seconds may be left out, any number of fraction digits may follow (cut to
  /// microseconds), and a time without an offset is in UTC. Nil for anything else.
  public init?(parsing text: some StringProtocol) {
    var text = String(text)
    guard let time = text.withUTF8({ Timestamp(utf8: UnsafeRawBufferPointer($0)) }) else {
      return nil
    }
    self = time
  }

  /// The same as ``init(parsing:)``, of bytes, without allocating.
  public init?(utf8 text: UnsafeRawBufferPointer) {
    if text.count == TimeFields.commonLength, let base = text.baseAddress,
      let fields = TimeFields(common: base)
    {
      self = fields.instant(offsetSeconds: 0)
      return
    }
    guard let fields = TimeFields(text), fields.hasClock else { return nil }
    self = fields.instant(offsetSeconds: fields.offsetSeconds ?? 0)
  }
}
