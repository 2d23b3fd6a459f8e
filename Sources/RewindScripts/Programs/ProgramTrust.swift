internal import Platform

/// The programs that the user agreed to run.
///
/// A yes is remembered as a copy of the program, byte for byte, named after the place that the program really
/// has; a program that has changed since, or lies elsewhere, is asked about again. It is about that file
/// alone: what the program loads from others is not looked at.
public struct ProgramTrust: Sendable, Hashable {
  /// The folder of the copies.
  public let folder: String

  /// The trust that is kept in a folder, which need not be there.
  public init(folder: String) {
    self.folder = folder
  }

  /// The trust of the user who runs this process; nil where there is no home to keep it in.
  public static var ofUser: ProgramTrust? {
    userFolder { ThisProcess.variable($0) }.map { ProgramTrust(folder: $0) }
  }

  /// The folder by the XDG Base Directory Specification, `$XDG_CONFIG_HOME/rewind/programs` or below
  /// `~/.config`; nil where there is no home to have it in.
  ///
  /// - Parameter variable: the value of a variable of the environment.
  public static func userFolder(_ variable: (String) -> String?) -> String? {
    if let folder = variable("XDG_CONFIG_HOME"), folder.hasPrefix("/") {
      return folder + "/rewind/programs"
    }
    guard let home = variable("HOME"), !home.isEmpty else { return nil }
    return home + "/.config/rewind/programs"
  }

  /// The trust of the user who runs this process; nil where there is no home to keep it in.
  public static var user: ProgramTrust? {
    userFolder { ThisProcess.variable($0) }.map { ProgramTrust(folder: $0) }
  }

  /// Whether the user agreed to run a program as it is now.
  public func isTrusted(_ program: CodeFile) -> Bool {
    guard let place = FileSystem.realPath(program.path),
      let noted = try? SystemFile.contents(of: notePath(for: place)), noted == Self.note(of: place),
      let copy = try? SystemFile.contents(of: copyPath(for: place)),
      let now = try? SystemFile.contents(of: place)
    else { return false }
    return copy == now
  }

  /// Remembers that the user agrees to run a program as it is now.
  ///
  /// - Throws: ``ProgramTrustError`` where it cannot be read, or nothing can be kept.
  public func remember(_ program: CodeFile) throws(ProgramTrustError) {
    do {
      guard let place = FileSystem.realPath(program.path) else {
        throw SystemError(path: program.path, operation: "find", code: ErrorCode.noSuchFile)
      }
      let content = try SystemFile.contents(of: place)
      try FileSystem.makeFolders(folder, permissions: 0o700)
      try put(content, at: copyPath(for: place))
      try put(Self.note(of: place), at: notePath(for: place))
    } catch {
      throw ProgramTrustError(description: "\(error)")
    }
  }

  private func copyPath(for place: String) -> String {
    "\(folder)/\(HexDigits.text(of: FNV1a.digest(of: place.utf8)))"
  }

  /// The file that says which program a copy is of: two paths may have the same digest.
  private func notePath(for place: String) -> String { copyPath(for: place) + ".path" }

  private static func note(of place: String) -> [UInt8] { Array("\(place)\n".utf8) }

  /// Puts a file in place whole.
  private func put(_ bytes: [UInt8], at path: String) throws(SystemError) {
    let new = "\(path).\(ThisProcess.id)"
    do {
      let file = try SystemFile(new, .replacing, permissions: 0o600)
      try file.write(bytes)
      try FileSystem.rename(new, to: path)
    } catch {
      FileSystem.removeFile(new)
      throw error
    }
  }
}
