public import Testing

/// Expects two values to be equal, and shows line by line where they are not.
///
/// Lines with `-` are only in the first value, those with `+` only in the second. Texts are
/// compared as they are, other values as `dump` prints them.
public func expectNoDifference<Value: Equatable>(
  _ first: Value, _ second: Value, _ comment: @autoclosure () -> Comment? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard first != second else { return }
  let difference = LineDifference.text(printed(first), printed(second))
  let lead = comment().map { "\($0)\n" } ?? ""
  Issue.record(
    """
    \(lead)The values differ:
    \(difference.isEmpty ? "(though both print alike)" : difference)
    """, sourceLocation: sourceLocation)
}

private func printed(_ value: some Any) -> String {
  if let text = value as? String { return text }
  if let lines = value as? [String] { return lines.joined(separator: "\n") }
  var text = ""
  dump(value, to: &text)
  return text
}
