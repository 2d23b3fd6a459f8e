import TextUI

/// A line of the help screen.
struct HelpLine: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case title
    /// What keys are for; without keys where it goes on from the line before.
    case keys(String)
    case note
  }

  var text: String
  var kind: Kind
}

/// A paragraph of the help screen.
struct HelpNote: Hashable, Sendable {
  var title: String
  var texts: [String]
}
