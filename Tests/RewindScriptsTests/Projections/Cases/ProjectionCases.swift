/// What projections make of events, written from what is known of KurrentDB's dialect; see ``ProjectionCase``.
enum ProjectionCases {
  /// Those of the dialect.
  static let chain =
    sources + links + options + handlers + partitions + created + deleted + shared + results
    + outputs + envelope + wild
}
