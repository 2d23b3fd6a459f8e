import ExplorerRuntime
import Platform
import Rewind

/// Small text files.
enum FileText {
  /// Reads a file, or with `-` standard input, as UTF-8.
  static func read(_ path: String) throws(Failure) -> String {
    let bytes: [UInt8]
    do {
      bytes = try file(path).readToEnd()
    } catch {
      throw Failure(error, at: path)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Failure("\(path): no UTF-8 text")
    }
    return text
  }

  /// Gives a file, or with `-` standard input, part by part; an empty part is its end.
  static func parts(of path: String) throws(Failure) -> () throws -> [UInt8] {
    let file: SystemFile
    do {
      file = try self.file(path)
    } catch {
      throw Failure(error, at: path)
    }
    return {
      do throws(SystemError) {
        return try file.readNext(atMost: 1 << 18)
      } catch {
        throw Failure(error, at: path)
      }
    }
  }

  /// Opens a file to read it, or with `-` standard input.
  static func file(_ path: String) throws(SystemError) -> SystemFile {
    path == "-" ? .standardInput : try SystemFile(path, .reading)
  }
}
