/// The result of folding an event into a row.
enum FoldedRow {
  /// It was taken in: the values after the key as they are now; nil where there is no row.
  case row([ReadModelValue]?)
  /// It could not be taken in, for a reason.
  case failed(reason: String)
}
