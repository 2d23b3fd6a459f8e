import Foundation
import Platform
import TestSupport
import Testing

@testable import Rewind

/// A log in a file that grows at random, and a folder for its index.
final class IndexedLogFile {
  let folder: TemporaryFolder
  let path: String
  fileprivate var random: SeededRandom
  fileprivate var lineCount = 0

  /// The folder of the index.
  var index: String { folder.path("index") }

  init(seed: UInt64) throws {
    folder = try TemporaryFolder()
    path = folder.path("log.jsonl")
    random = SeededRandom(seed: seed)
    try folder.write("log.jsonl", "")
  }

  /// A log and its index as they were when the image was made.
  init(_ image: Image) throws {
    folder = try TemporaryFolder()
    path = folder.path("log.jsonl")
    (random, lineCount) = (image.random, image.lineCount)
    for (name, bytes) in image.files {
      let file = URL(fileURLWithPath: folder.path(name))
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try bytes.write(to: file)
    }
    try makeIndexOfThisLog()
  }

  /// An index knows its log by the file's inode and time, which a copy has of its own.
  private func makeIndexOfThisLog() throws {
    var manifest = try #require(try IndexFolder(path: index).manifest())
    let status = try SystemFile(path, .reading).status()
    manifest.log.files[0].file = LogFile(name: path, status: status)
    try Data(manifest.encoded).write(to: URL(fileURLWithPath: index + "/index"))
  }

  /// Adds so many lines: of few streams and of many, with times that fall, versions of the log's own, roles that
  /// cannot be read, ids of their own and of others, and damage.
  func grow(by count: Int) throws {
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try file.seekToEnd()
    try file.write(contentsOf: Data((0..<count).map { _ in line() + "\n" }.joined().utf8))
    try file.close()
  }

  /// The log, as a process sees it that has only its files.
  func opened(withIndex: Bool = true) throws -> EventLog {
    let mapping = try EnvelopeMapping(arguments: [
      "stream=s", "type=t", "version=v", "position=p", "timestamp=at", "id=i", "correlation=c",
      "causation=meta.k", "metadata=meta",
    ])
    let log = try EventLog.open([path], mapping: mapping)
    if withIndex { log.useIndex(in: index) }
    try log.refresh()
    return log
  }

  /// What an index in memory answers.
  func expectedAnswers() throws -> [String] { answers(of: try opened(withIndex: false).index) }

  private func line() -> String {
    lineCount += 1
    let kind = Int.random(in: 0..<40, using: &random)
    if kind == 0 { return "{\"s\":" }
    let stream =
      kind < 20 ? "a-\(kind % 4)" : "b-\(Int.random(in: 0..<lineCount * 2, using: &random))"
    var roles = ["\"s\":\"\(stream)\"", "\"t\":\"T\(kind % 7)\""]
    if kind == 1 { roles.append("\"at\":\"no time\"") }
    if kind > 4 { roles.append("\"at\":\(1_700_000_000 + lineCount - (kind == 5 ? 100 : 0))") }
    if kind == 6 { roles.append("\"v\":\(Int.random(in: -2..<9, using: &random))") }
    if lineCount > 100, kind == 7 { roles.append("\"p\":\(lineCount * 3)") }
    if kind > 2 { roles.append("\"i\":\"Event-\(lineCount)\"") }
    if kind > 12 { roles.append("\"c\":\"event-\(lineCount / 3 * 3)\"") }
    if kind > 34 { roles.append("\"meta\":{\"causation_id\":\(kind)}") }
    if 30...34 ~= kind { roles.append("\"meta\":{\"k\":\"all\"}") }
    return "{" + roles.joined(separator: ",") + ",\"data\":{\"n\":\(lineCount)}}"
  }
}

extension IndexedLogFile {
  /// What copies are made of, so that a log and its index are made once for several tests.
  struct Image: Sendable {
    fileprivate let files: [String: Data]
    fileprivate let random: SeededRandom
    fileprivate let lineCount: Int

    init(of log: IndexedLogFile) throws {
      let names = try FileManager.default.contentsOfDirectory(atPath: log.index)
      files = try Dictionary(
        uniqueKeysWithValues: (["log.jsonl"] + names.map { "index/" + $0 }).map { name in
          (name, try Data(contentsOf: URL(fileURLWithPath: log.folder.path(name))))
        })
      (random, lineCount) = (log.random, log.lineCount)
    }
  }
}
