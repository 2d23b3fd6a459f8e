internal import Platform
internal import Rewind

// Files that are passed over, though somebody meant them.
extension CodeFolder {
  /// What a folder's files are.
  enum Use {
    case fold, upcaster
  }

  /// Whether the folder has what a category needs, or says itself what is wrong with it.
  fileprivate func serves(_ use: Use, _ category: String) -> Bool {
    switch use {
    case .upcaster: return scriptedCategories.contains(category)
    case .fold:
      do {
        return try file(forCategory: category) != nil
      } catch {
        return true
      }
    }
  }

  /// The files that are probably meant for a category, and are passed over, a line each.
  fileprivate func hints(
    _ use: Use, for stream: StreamName, ofCategory category: String, among categories: [String]
  ) -> [String] {
    var strays: [String] = []
    var hints: [String] = []
    for name in ((try? FileSystem.names(in: path)) ?? []).sorted() {
      let about = Self.subject(of: name)
      guard isCode(name, about: about, use) else { continue }
      if about == category {
        hints.append("\(shown(name)) is passed over: \(fault(of: name, use, category))")
      } else if !categories.contains(about) {
        strays.append(name)
      }
    }
    return hints
      + strays.compactMap { name in
        let about = Self.subject(of: name)
        let start = "\(shown(name)) is for category \(about), of which there is no stream"
        let meant = "did you mean \(category)\(name.dropFirst(about.count))?"
        if about == stream.category {
          return "\(start): \(stream) is of category \(category); \(meant)"
        }
        let isNear =
          Suggestion.nearest(to: about.lowercased(), among: [category.lowercased()]) != nil
        return isNear ? "\(start); \(meant)" : nil
      }
  }

  /// What is wrong with a file that has a category's name.
  private func fault(of name: String, _ use: Use, _ category: String) -> String {
    guard Self.canName(category) else { return Self.rule }
    switch use {
    case .upcaster: return "an upcaster is a script, \(category).js"
    case .fold:
      return "a program begins with #! and the path of what runs it; then chmod +x \(path)/\(name)"
    }
  }

  /// The category that a file's name is about: all before its last dot.
  private static func subject(of name: String) -> String {
    String(name[..<(name.lastIndex(of: ".") ?? name.endIndex)])
  }

  /// Whether a file is there to be run, as far as its ending and its permissions tell.
  private func isCode(_ name: String, about category: String, _ use: Use) -> Bool {
    let endings = [
      ".js", ".mjs", ".cjs", ".ts", ".py", ".rb", ".sh", ".pl", ".php", ".lua", ".java",
    ]
    let path = "\(path)/\(name)"
    guard !name.hasPrefix("."), (try? FileStatus(of: path))?.kind == .file else { return false }
    return endings.contains(String(name.dropFirst(category.count)))
      || use == .fold && Self.isAbout(category, name) && FileSystem.isExecutable(path)
  }

  /// A file as a person knows it: `aggregates/account.js`.
  private func shown(_ name: String) -> String {
    let folder = path.split(separator: "/").last.map { "\($0)/" } ?? ""
    return folder + name
  }
}

extension [CodeFolder] {
  /// The files that are probably meant for a category, and are passed over, a line each; none where a folder
  /// has what the category needs.
  func hints(
    _ use: CodeFolder.Use, for stream: StreamName, ofCategory category: String,
    among categories: [String]
  ) -> [String] {
    guard !contains(where: { $0.serves(use, category) }) else { return [] }
    return flatMap { $0.hints(use, for: stream, ofCategory: category, among: categories) }
  }
}
