import Foundation
import Testing

@testable import Platform

@Suite("The names of files")
struct FileSystemTests {
  private let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
  }

  @Test("folders are made with those above them, and may be there already")
  func makingFolders() throws {
    for path in ["a/b/c", "a/b", "a/b/c/"] { try FileSystem.makeFolders(folder[path]) }
    #expect(try FileStatus(of: folder["a/b/c"]).kind == .folder)
  }

  @Test("where a file is in the way of a folder, the error names it")
  func fileInTheWay() throws {
    try SystemFile.make(folder["file"], holding: [])
    let error = #expect(throws: SystemError.self) {
      try FileSystem.makeFolders(folder["file/a/b"])
    }
    #expect(error?.description == "\(folder["file/a/b"]): cannot make: Not a directory")
  }

  @Test("a folder has room for some bytes, and one that is not there has an error")
  func room() throws {
    #expect(try FileSystem.room(in: folder["."]) > 0)
    let error = #expect(throws: SystemError.self) { try FileSystem.room(in: folder["gone"]) }
    #expect(
      error?.description == "\(folder["gone"]): cannot ask for room in: No such file or directory")
  }

  @Test("a folder's names are sorted as bytes")
  func names() throws {
    for name in ["b", "a", "é", "B"] { try SystemFile.make(folder[name], holding: []) }
    #expect(try FileSystem.names(in: folder.path) == ["B", "a", "b", "é"])
  }

  @Test("a tree is removed with all that is in it, and links in it are not followed")
  func removing() throws {
    try FileSystem.makeFolders(folder["tree/deep"])
    try FileSystem.makeFolders(folder["other"])
    try SystemFile.make(folder["other/kept"], holding: [])
    try SystemFile.make(folder["tree/deep/file"], holding: [])
    try FileManager.default.createSymbolicLink(
      atPath: folder["tree/link"], withDestinationPath: folder["other"])
    FileSystem.removeTree(at: folder["tree"])
    #expect(try FileSystem.names(in: folder.path) == ["other"])
    #expect(FileSystem.exists(folder["other/kept"]))
  }

  @Test("a pattern gives the paths that it matches, and a path without links is found")
  func paths() throws {
    for name in ["2.jsonl", "1.jsonl", "notes"] { try SystemFile.make(folder[name], holding: []) }
    let matches = FileSystem.paths(matching: folder["*.jsonl"])
    #expect(matches == [folder["1.jsonl"], folder["2.jsonl"]])
    try FileManager.default.createSymbolicLink(
      atPath: folder["link"], withDestinationPath: folder["notes"])
    #expect(
      FileSystem.realPath(folder["link"]) == FileSystem.realPath(folder.path).map { $0 + "/notes" })
    #expect(FileSystem.realPath(folder["gone"]) == nil)
  }

  @Test("a path's folder", arguments: [("a/b", "a"), ("/a", "/"), ("a", "."), ("/a/b/c", "/a/b")])
  func folderOfPath(path: String, folder: String) {
    #expect(FileSystem.folder(of: path) == folder)
  }
}
