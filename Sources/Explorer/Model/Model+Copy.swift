import Rewind
import TextUI

extension Model {
  /// Hands out what a `y` key names.
  mutating func copy(_ command: Command) -> [Effect] {
    guard let (what, text) = copied(command) else {
      notice = Notice(text: "nothing to copy here")
      return []
    }
    return [.copy(text, what: what)]
  }

  private func copied(_ command: Command) -> (what: String, text: String)? {
    switch command {
    case .copyEvent:
      switch event {
      case .event(let record):
        return ("event", String(decoding: record.line, as: UTF8.self))
      case .damaged(let line): return ("damaged line", String(decoding: line.bytes, as: UTF8.self))
      case nil: return nil
      }
    case .copyState:
      guard let stream, let content = stream.state.content,
        content.state.version == stream.version
      else { return nil }
      return content.state.value.map { ("state", $0.text()) }
    case .copyRow: return selectedRowJSON.map { ("row", $0) }
    case .copyValue:
      if let popup { return ("value", popup.copy) }
      if panel == .rows { return selectedValue.map { ("value", $0) } }
      guard let path = tree?.selected?.path else { return nil }
      let value = screenPanel == .state ? shownStateValue(at: path) : eventValue(at: path)
      return value.map { ("value", $0.copyText) }
    case .copyPath: return tree?.selected.map { ("path", $0.path.description) }
    case .copyKey where panel == .rows:
      return selectedRow?.first.map { ("key", $0.description) }
    case .copyKey:
      return switch tree?.selected?.path.components.last {
      case .key(let key): ("key", key)
      case .index(let index): ("key", String(index))
      case nil: nil
      }
    case .copyID: return event?.record?.id.map { ("id", $0) }
    case .copyLink: return ("link", link)
    default: return nil
    }
  }

  private func shownStateValue(at path: JSONPath) -> JSONValue? {
    guard let content = stream?.state.content else { return nil }
    return content.state.value?[path: path] ?? content.before.value?[path: path]
  }

  /// The command that opens the explorer where it is now.
  private var link: String {
    let command = options.logArguments.isEmpty ? "rewind" : "rewind \(options.logArguments)"
    switch screen {
    case .roots, .streams, .projections, .help:
      return streams.selected.map {
        "\(command) --at \(ShellWord.quoted(index.stream($0).name.rawValue))"
      }
        ?? command
    case .log: return position.map { "\(command) --at @\(index.shownPosition($0))" } ?? command
    case .stream:
      guard let stream else { return command }
      let version = index.shownVersion(stream.version, of: stream.id)
      let place = "\(index.stream(stream.id).name)@\(version)"
      let path =
        stream.state.tree.selected.map { " --path \(ShellWord.quoted($0.path.description))" } ?? ""
      return "\(command) --at \(ShellWord.quoted(place))\(path)"
    }
  }
}
