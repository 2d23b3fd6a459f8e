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
    var servesOthers = false
    for name in ((try? FileSystem.names(in: path)) ?? []).sorted() {
      let about = Self.subject(of: name)
      guard isCode(name, about: about, use) || name == category else { continue }
      if about == category {
        hints.append("\(shown(name)) is passed over: \(fault(of: name, use, category))")
      } else if categories.contains(about) {
        servesOthers = true
      } else {
        strays.append(name)
      }
    }
    let near = strays.compactMap { name -> String? in
      let about = Self.subject(of: name)
      let meant = "did you mean \(category)\(name.dropFirst(about.count))?"
      if about == stream.category {
        return "\(isOfNoStream(name)): \(stream) is of category \(category); \(meant)"
      }
      let isNear = Suggestion.nearest(to: about.lowercased(), among: [category.lowercased()]) != nil
      return isNear ? "\(isOfNoStream(name)); \(meant)" : nil
    }
    hints += near
    // Where others have what they need, somebody knows how files are called.
    if near.isEmpty, !servesOthers, let first = strays.first {
      let verb = use == .fold ? "folds" : "lifts"
      let subject =
        strays.count == 1
        ? isOfNoStream(first)
        : "\(shown(first)) and \(strays.count - 1) more are for categories of which there is no stream"
      hints.append("\(subject); what \(verb) \(category) is called \(category).js")
    }
    return hints + misnamedFolders(use)
  }

  private func isOfNoStream(_ name: String) -> String {
    "\(shown(name)) is for category \(Self.subject(of: name)), of which there is no stream"
  }

  /// The folders beside this one that have almost its name, a line each.
  private func misnamedFolders(_ use: Use) -> [String] {
    let parent = FileSystem.folder(of: path)
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return Self.folders(in: parent, almostCalled: name).map { other in
      let files = use == .fold ? "folds" : "upcasters"
      let advice =
        FileSystem.exists(path) ? "move its files there" : "mv \(parent)/\(other) \(path)"
      return "\(parent)/\(other) is passed over: \(files) are in \(name)/; \(advice)"
    }
  }

  /// The folders in another that have almost a name.
  static func folders(in parent: String, almostCalled name: String) -> [String] {
    ((try? FileSystem.names(in: parent)) ?? []).sorted().filter { other in
      other != name && Suggestion.nearest(to: name, among: [other.lowercased()]) != nil
        && (try? FileStatus(of: "\(parent)/\(other)"))?.kind == .folder
    }
  }

  /// What is wrong with a file that has a category's name.
  private func fault(of name: String, _ use: Use, _ category: String) -> String {
    guard Self.canName(category) else { return Self.rule }
    if (try? FileStatus(of: "\(path)/\(name)"))?.kind == .folder {
      return "it is a folder, and code is a file: \(category).js"
    }
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
    let path = "\(path)/\(name)"
    guard !name.hasPrefix(".") else { return false }
    if Self.codeEndings.contains(name.dropFirst(category.count)) { return true }
    return use == .fold && Self.isAbout(category, name) && FileSystem.isExecutable(path)
      && (try? FileStatus(of: path))?.kind == .file
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
