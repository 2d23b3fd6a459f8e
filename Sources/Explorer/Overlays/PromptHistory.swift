import TextUI

/// What was typed in prompts, to be recalled while the program runs.
struct PromptHistory: Sendable {
  private static let limit = 100

  /// Of each kind, the last one at the end.
  private var texts: [Prompt.Kind: [String]] = [:]
  /// How many texts back the recalled one is; nil while none is recalled.
  private var back: Int?
  /// What had been typed when the first one was recalled.
  private var draft = ""

  /// Notes a text that was typed to its end.
  mutating func add(_ text: String, to kind: Prompt.Kind) {
    back = nil
    guard !text.isEmpty else { return }
    texts[kind, default: []].removeAll { $0 == text }
    texts[kind, default: []].append(text)
    if texts[kind, default: []].count > Self.limit { texts[kind]?.removeFirst() }
  }

  /// A prompt was closed: the next one begins with the last text.
  mutating func close() { back = nil }

  /// The text before the one that is recalled, or the last one; nil where there is none.
  mutating func earlier(than typed: String, in kind: Prompt.Kind) -> String? {
    let all = texts[kind, default: []]
    let next = (back ?? 0) + 1
    guard next <= all.count else { return nil }
    if back == nil { draft = typed }
    back = next
    return all[all.count - next]
  }

  /// The text after the one that is recalled, behind the last one what was being typed; nil where none is recalled.
  mutating func later(in kind: Prompt.Kind) -> String? {
    guard let back else { return nil }
    self.back = back > 1 ? back - 1 : nil
    let all = texts[kind, default: []]
    return back > 1 ? all[all.count - back + 1] : draft
  }
}

extension Prompt.Kind {
  /// Whether what is typed can be recalled.
  var hasHistory: Bool {
    switch self {
    case .search, .filter, .version, .position, .time: true
    case .palette, .agreement, .codeFolder: false
    }
  }
}
