extension Duration {
  /// The time in seconds, to the hundredth: `0.31`.
  package var inSeconds: String {
    let (seconds, attoseconds) = components
    let part = String(attoseconds / 10_000_000_000_000_000)
    return "\(seconds)." + String(repeating: "0", count: 2 - part.count) + part
  }
}
