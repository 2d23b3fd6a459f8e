/// Where two texts differ, line by line.
public enum LineDifference {
  /// The lines of both texts: `-` only in the first, `+` only in the second, a few common ones
  /// around; empty where the texts are equal.
  public static func text(_ old: String, _ new: String, context: Int = 2) -> String {
    guard old != new else { return "" }
    let lines = merged(
      old.split(separator: "\n", omittingEmptySubsequences: false).map(String.init),
      new.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
    let changed = lines.indices.filter { lines[$0].mark != " " }
    var result: [String] = []
    var last = -1
    for index in lines.indices
    where changed.contains(where: { abs($0 - index) <= context }) {
      if index > last + 1 { result.append("  ⋮") }
      result.append("\(lines[index].mark) \(lines[index].text)")
      last = index
    }
    return result.joined(separator: "\n")
  }

  private static func merged(
    _ old: [String], _ new: [String]
  ) -> [(mark: Character, text: String)] {
    let difference = new.difference(from: old)
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var lines: [(mark: Character, text: String)] = []
    var from = 0
    var to = 0
    while from < old.count || to < new.count {
      if removed.contains(from) {
        lines.append(("-", old[from]))
        from += 1
      } else if inserted.contains(to) {
        lines.append(("+", new[to]))
        to += 1
      } else {
        lines.append((" ", new[to]))
        from += 1
        to += 1
      }
    }
    return lines
  }
}
