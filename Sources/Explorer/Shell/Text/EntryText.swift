package import Rewind

extension ProjectionDefinition {
  /// What an event wrote, on a line: `emit  notices  AccountOpened  {"id":1}`.
  package func text(ofEntry row: [ReadModelValue]) -> String {
    let columns = (entries?.columns ?? []).dropFirst()
    return zip(columns, row).filter { $0.0.name != "ordinal" && $0.1 != .null }
      .map { entries?.kind == .outputs ? $0.1.description : "\($0.0.name) \($0.1)" }
      .joined(separator: "  ")
  }
}
