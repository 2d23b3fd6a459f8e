import Platform

/// Why the sample store could not be put in its place.
struct DemoStoreError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One line: what, where, and what to do.
  let description: String

  init(_ description: String) {
    self.description = description
  }

  init(_ what: String, _ error: SystemError) {
    description = "\(what): \(error.reason)"
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
    parent = FileSystem.folder(of: self.path)
    workshopPrefix = ".\(name).making-"
  }

  /// The folder in which this process makes the store, in the same file system.
  var workshop: String { "\(parent)/\(workshopPrefix)\(ThisProcess.id)" }

  func checkIsFree() throws(DemoStoreError) {
    guard FileSystem.exists(path) else { return }
    guard (try? FileSystem.names(in: path)) == [] else {
      throw DemoStoreError("\(path) is there and is no sample store; name another folder")
    }
  }

  func makeFolderAbove() throws(DemoStoreError) {
    do {
      try FileSystem.makeFolders(parent, permissions: 0o777)
    } catch {
      throw DemoStoreError("cannot make the folder \(error.path)", error)
    }
  }

  /// Removes what makings left behind whose processes are gone.
  func removeLeftovers() {
    for name in (try? FileSystem.names(in: parent)) ?? [] where name.hasPrefix(workshopPrefix) {
      guard let process = Int(name.dropFirst(workshopPrefix.count)) else { continue }
      if !ThisProcess.isAlive(process) { FileSystem.removeTree(at: "\(parent)/\(name)") }
    }
  }

  /// Puts the store in its place, in one step.
  func moveIn() throws(DemoStoreError) {
    do {
      try FileSystem.rename(workshop, to: path)
    } catch {
      throw DemoStoreError("cannot put the sample store at \(path)", error)
    }
  }
}
