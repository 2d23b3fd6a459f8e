/// How figures are written for people: three digits that mean something, and a unit.
enum FigureText {
  static func text(_ value: Double, _ unit: Measurement.Unit) -> String {
    switch unit {
    case .seconds: seconds(value)
    case .bytes: "\(fixed(value / 1_000_000, 1)) MB"
    case .perSecond:
      value >= 1_000_000 ? "\(fixed(value / 1e6, 2)) M/s" : "\(fixed(value / 1e3, 1)) k/s"
    case .share: fixed(value, 2)
    case .count: fixed(value, 1)
    case .instructions: EventCount.text(Int(value.rounded()))
    }
  }

  static func text(_ budget: Measurement.Budget, _ unit: Measurement.Unit) -> String {
    switch budget {
    case .atMost(let limit): "≤ \(text(limit, unit))"
    case .atLeast(let limit): "≥ \(text(limit, unit))"
    case .recorded(let count): "≤ \(text(count, unit)) + 3 %"
    case .timesLineCount(let times): "≤ \(fixed(times, 1)) × wc"
    }
  }

  static func ratio(_ value: Double) -> String {
    value < 0.0001 ? "< 0.0001" : fixed(value, value < 0.1 ? 4 : 2)
  }

  private static func seconds(_ value: Double) -> String {
    switch value {
    case 1...: "\(fixed(value, 2)) s"
    case 0.001...: "\(fixed(value * 1e3, value < 0.01 ? 2 : 1)) ms"
    default: "\(fixed(value * 1e6, 1)) µs"
    }
  }

  /// A number that is not negative, with so many digits after the point.
  static func fixed(_ value: Double, _ digits: Int) -> String {
    var scale = 1
    for _ in 0..<digits { scale *= 10 }
    let rounded = Int((value * Double(scale)).rounded())
    guard digits > 0 else { return "\(rounded)" }
    let fraction = String(rounded % scale)
    return "\(rounded / scale)."
      + String(repeating: "0", count: digits - fraction.count) + fraction
  }
}
