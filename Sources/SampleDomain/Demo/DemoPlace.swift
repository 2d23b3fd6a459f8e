internal import Glibc

/// Why the sample store could not be put in its place.
public struct DemoStoreError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One line: what, where, and what to do.
  public let description: String

  init(_ description: String) {
    self.description = description
  }

  init(_ what: String, errno code: Int32) {
    description = "\(what): \(String(cString: strerror(code)))"
  }
}

/// Where a sample store goes, and the folder beside it in which it is made.
struct DemoPlace {
  let path: String
  private let parent: String
  private let workshopPrefix: String

  init(_ path: String) {
    var path = path[...]
    while path.count > 1, path.last == "/" { path.removeLast() }
    self.path = String(path)
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    let above = path.dropLast(name.count)
    parent = above.isEmpty ? "." : String(above)
    workshopPrefix = ".\(name).making-"
  }

  /// The folder in which this process makes the store, in the same file system.
  var workshop: String { "\(parent)/\(workshopPrefix)\(getpid())" }

  func checkIsFree() throws(DemoStoreError) {
    guard access(path, F_OK) == 0 else { return }
    guard Self.names(in: path)?.isEmpty == true else {
      throw DemoStoreError("\(path) is there and is no sample store; name another folder")
    }
  }

  func makeFolderAbove() throws(DemoStoreError) {
    var folder = parent.hasPrefix("/") ? "" : "."
    for part in parent.split(separator: "/") {
      folder += "/\(part)"
      guard mkdir(folder, 0o777) == 0 || errno == EEXIST else {
        throw DemoStoreError("cannot make the folder \(folder)", errno: errno)
      }
    }
  }

  /// Removes what makings left behind whose processes are gone.
  func removeLeftovers() {
    for name in Self.names(in: parent) ?? [] where name.hasPrefix(workshopPrefix) {
      guard let process = pid_t(name.dropFirst(workshopPrefix.count)) else { continue }
      if kill(process, 0) != 0, errno == ESRCH { removeTree(at: "\(parent)/\(name)") }
    }
  }

  /// Puts the store in its place, in one step.
  func moveIn() throws(DemoStoreError) {
    guard rename(workshop, path) == 0 else {
      throw DemoStoreError("cannot put the sample store at \(path)", errno: errno)
    }
  }

  static func write(_ text: String, to path: String) throws(DemoStoreError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw DemoStoreError("cannot create \(path)", errno: errno) }
    defer { close(descriptor) }
    var text = text
    let written = text.withUTF8 { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    guard written == text.utf8.count, fsync(descriptor) == 0 else {
      throw DemoStoreError("cannot write \(path)", errno: errno)
    }
  }

  /// The names in a folder; nil where it cannot be read.
  private static func names(in folder: String) -> [String]? {
    guard let handle = opendir(folder) else { return nil }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      let name = entryName(entry)
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}
