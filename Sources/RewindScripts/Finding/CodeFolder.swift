internal import Platform

/// A folder of code beside a log: `aggregates/`, `upcasters/` or `projections/` of a store.
///
/// In `projections/` a file is named by its projection, for which holds what holds of a category. A script is `<category>.js`; a program an executable file `<category>` or `<category>.<any ending>` that
/// begins with `#!` or is an ELF file. Only categories of letters, digits, `_`, `.` and `-` that do not
/// begin with a dot can have one.
public struct CodeFolder: Sendable, Hashable {
  /// Its path.
  public let path: String
  /// Whether a person has agreed to the programs in it by pointing to it.
  public let isAgreedTo: Bool

  /// Describes a folder, which need not be there.
  public init(_ path: String, isAgreedTo: Bool = false) {
    self.path = path
    self.isAgreedTo = isAgreedTo
  }

  /// The file that is about a category; nil where there is none.
  ///
  /// - Throws: ``CodeFileError`` where there are two, or one that cannot be used as it is.
  public func file(forCategory category: String) throws(CodeFileError) -> CodeFile? {
    guard Self.canName(category), FileSystem.exists(path) else { return nil }
    let names: [String]
    do {
      names = try FileSystem.names(in: path)
    } catch {
      throw CodeFileError(path, "cannot \(error.operation): \(error.reason)")
    }
    var found: [CodeFile] = []
    for name in names where Self.isAbout(category, name) {
      if let kind = try kind(of: name, category) {
        found.append(CodeFile(path: "\(path)/\(name)", kind: kind))
      }
    }
    if found.count > 1 {
      let names = found.map(\.name)
      throw CodeFileError(
        path, "\(names.joined(separator: " and ")) are both about \(category); keep one of them")
    }
    return found.first
  }

  /// The categories that have a script here, sorted.
  var scriptedCategories: [String] {
    ((try? FileSystem.names(in: path)) ?? []).filter { $0.hasSuffix(".js") }
      .map { String($0.dropLast(3)) }.filter(Self.canName)
  }

  /// What the files of code here are about, each of them once.
  var codeNames: Set<String> {
    let names = ((try? FileSystem.names(in: path)) ?? []).filter { name in
      name.hasSuffix(".js") || FileSystem.isExecutable("\(path)/\(name)")
    }
    return Set(names.map { String($0.prefix { $0 != "." }) }.filter(Self.canName))
  }

  /// Which categories can have a file of their name, in words.
  static let rule =
    "only a category of A-Z, a-z, 0-9, _, . and -, without a dot in front, can have code of its own"

  /// Whether a category can have a file of its name.
  public static func canName(_ category: String) -> Bool {
    !category.isEmpty && category.first != "."
      && category.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."),
          UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }

  /// Whether a file's name is the category, or the category and one ending.
  static func isAbout(_ category: String, _ name: String) -> Bool {
    guard name.hasPrefix(category) else { return false }
    let ending = name.dropFirst(category.count)
    if ending.isEmpty { return true }
    return ending.first == "." && !ending.dropFirst().contains(".") && !ending.hasSuffix("~")
      && ![".bak", ".orig", ".swp", ".tmp"].contains(ending)
  }

  /// The endings of files that are there to be run.
  static let codeEndings: Set<Substring> = [
    ".js", ".mjs", ".cjs", ".ts", ".py", ".rb", ".sh", ".pl", ".php", ".lua", ".java",
  ]

  /// What a file is; nil where it is neither a script nor a program, and nobody can have meant it as one.
  private func kind(of name: String, _ category: String) throws(CodeFileError) -> CodeFile.Kind? {
    let path = "\(path)/\(name)"
    let ending = name.dropFirst(category.count)
    guard let file = try file(name) else { return nil }
    if ending == ".js" { return .script }
    guard let start = try? file.readNext(atMost: 4) else { return nil }
    let isProgram = start.starts(with: Array("#!".utf8)) || start == Array("\u{7F}ELF".utf8)
    guard isProgram else {
      guard ![".mjs", ".cjs", ".jsx", ".ts", ".mts", ".tsx"].contains(ending) else {
        throw CodeFileError(
          path,
          "a script is called \(category).js; bundle it: esbuild \(name) --bundle"
            + " --format=esm --outfile=\(category).js")
      }
      let isMeant = ending.isEmpty || Self.codeEndings.contains(ending)
      guard !(isMeant && FileSystem.isExecutable(path)) else {
        throw CodeFileError(
          path,
          "it is a program that does not say what runs it; its first line is to be #! and the path of"
            + " that, such as #!/usr/bin/env python3")
      }
      return nil
    }
    guard FileSystem.isExecutable(path) else {
      throw CodeFileError(path, "it is a program that may not be run; chmod +x \(path)")
    }
    return .program
  }

  /// A file, to be read; nil where it is none, and nobody can have meant it as code.
  private func file(_ name: String) throws(CodeFileError) -> SystemFile? {
    let path = "\(path)/\(name)"
    let reason: String
    do throws(SystemError) {
      switch try FileStatus(of: path).kind {
      case .file: return try SystemFile(path, .readingFile)
      case .folder: reason = "it is a folder, and code is a file; give the folder another name"
      default: reason = "it is no file that can be read as code"
      }
    } catch {
      reason =
        error.code == ErrorCode.noSuchFile
        ? "it is a link to a file that is not there; link it anew, or remove it"
        : "cannot \(error.operation): \(error.reason)"
    }
    let ending = name.lastIndex(of: ".").map { name[$0...] } ?? ""
    guard Self.codeEndings.contains(ending) else { return nil }
    throw CodeFileError(path, reason)
  }
}
